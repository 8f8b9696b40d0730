/// Whose pictures a viewer of a synthetic channel must get.
public struct ChannelIdentity: Sendable, Hashable, CustomStringConvertible {
    /// Of the run of a test; nil: any.
    public let run: UInt64?
    public let channel: UInt32

    public init(run: UInt64? = nil, channel: UInt32) {
        self.run = run
        self.channel = channel
    }

    public var description: String { "channel \(channel)\(run.map { " of run \($0)" } ?? "")" }
}
