import Synchronization

/// How a connection stands, told by its thread and asked by anybody.
final class LinkStatus: Sendable {
    private let connected = Atomic(false)
    private let blocked = Atomic(false)

    var isConnected: Bool { connected.load(ordering: .relaxed) }
    /// The server takes no messages.
    var isBlocked: Bool { blocked.load(ordering: .relaxed) }

    func noteConnected(_ isConnected: Bool) {
        connected.store(isConnected, ordering: .relaxed)
        // Whether the next one is blocked is for its server to say.
        blocked.store(false, ordering: .relaxed)
    }

    func noteBlocked(_ isBlocked: Bool) { blocked.store(isBlocked, ordering: .relaxed) }
}
