/// Names one transport connection of a player for as long as it is open. Drawn by whoever accepts connections; never
/// used for another one in the life of the process.
public struct ConnectionKey: Hashable, Sendable {
    public let rawValue: UInt64

    public init(_ rawValue: UInt64) {
        self.rawValue = rawValue
    }
}
