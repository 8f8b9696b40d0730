internal import CHiredis
import Glibc

/// Ends another thread's poll(2): an eventfd(2).
final class WakeUp: Sendable {
    let descriptor: CInt

    init() throws(RedisSetupError) {
        descriptor = streav_redis_eventfd()
        guard descriptor >= 0 else { throw RedisSetupError("no file handle is left (\(SystemReason.last))") }
    }

    deinit {
        close(descriptor)
    }

    func signal() {
        var one: UInt64 = 1
        // Fails only where it is signalled already, many times over.
        _ = unsafe write(descriptor, &one, MemoryLayout<UInt64>.size)
    }

    func clear() {
        var count: UInt64 = 0
        _ = unsafe read(descriptor, &count, MemoryLayout<UInt64>.size)
    }
}
