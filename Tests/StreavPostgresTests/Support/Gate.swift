import Foundation

/// Holds transactions until it is opened. Blocks, as a transaction may.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func wait() {
        _ = semaphore.wait(timeout: .now() + 60)
        // For the next one.
        semaphore.signal()
    }

    func open() {
        semaphore.signal()
    }
}
