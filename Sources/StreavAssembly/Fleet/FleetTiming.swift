/// How often nodes say that they live, and what follows when they do not.
enum FleetTiming {
    /// H: between two heartbeats.
    static let heartbeat: Duration = .seconds(2)
    /// Silence after which a node counts as dead.
    static let patience: Duration = heartbeat * 3
    /// How long a player that was sent here waits for this node to learn why.
    static let reading: Duration = .seconds(1)
    /// How often the assignments are looked at.
    static let reconciliation: Duration = .seconds(1)
    /// How long one reconciler has the others wait; longer than two of its rounds.
    static let lease: Duration = .seconds(5)
}
