/// How much a ``MemoryBroker`` may hold. Beyond it publishing fails with `outOfMemory` until consumers catch up.
public struct MemoryBrokerLimits: Sendable, Equatable {
    /// Ids, types, keys and bodies of all messages in all queues, with ``messageOverhead`` for each. 1 or more.
    public var bytes: Int
    /// Queues, exchanges and bindings, each. 1 or more.
    public var names: Int

    /// What a message costs beyond its own bytes, roughly.
    public static let messageOverhead = 200

    public static let standard = MemoryBrokerLimits(bytes: 256 << 20, names: 10_000)

    public init(bytes: Int, names: Int) {
        precondition(bytes > 0 && names > 0, "a broker may hold something")
        self.bytes = bytes
        self.names = names
    }
}
