import Glibc

/// A thread of the system's for one loop.
enum LinkThread {
    private final class Body {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    /// Linux's bound on a thread's name.
    private static let nameBytes = 15

    /// False when the machine gives no further thread.
    static func start(_ name: String, _ run: @escaping @Sendable () -> Void) -> Bool {
        let body = unsafe Unmanaged.passRetained(Body(run))
        var thread = pthread_t()
        let status = unsafe pthread_create(
            &thread, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, body.toOpaque())
        guard status == 0 else {
            unsafe body.release()
            return false
        }
        _ = unsafe pthread_setname_np(thread, String(name.prefix(nameBytes)))
        pthread_detach(thread)
        return true
    }
}
