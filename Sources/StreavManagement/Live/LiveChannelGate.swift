import Synchronization

/// Bounds how many pages are kept up to date at once.
final class LiveChannelGate: Sendable {
    static let limit = 100

    private let open = Mutex(0)

    func enter() -> Bool {
        open.withLock { open in
            guard open < Self.limit else { return false }
            open += 1
            return true
        }
    }

    func leave() { open.withLock { $0 -= 1 } }
}
