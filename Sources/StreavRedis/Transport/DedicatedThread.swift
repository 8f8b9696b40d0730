import Glibc

/// A thread that runs one closure and ends: what blocks, or waits in poll(2), holds no thread of the cooperative pool.
enum DedicatedThread {
    private final class Work {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }

    static func start(_ body: @escaping @Sendable () -> Void) throws(RedisSetupError) {
        let work = unsafe Unmanaged.passRetained(Work(body))
        var thread = pthread_t()
        let status = unsafe pthread_create(
            &thread, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            }, work.toOpaque())
        guard status == 0 else {
            unsafe work.release()
            throw RedisSetupError("no thread can be started (\(SystemReason.text(of: status)))")
        }
        pthread_detach(thread)
    }
}
