public import StreavDomain

extension LiveChannels: StreamDirectory {
    /// Live streams are all at hand.
    public func prepare(_ stream: StreamID) {}

    /// The plan's segment target until the first group of pictures was measured.
    public func targetDuration(of stream: StreamID) -> Duration? {
        stream.live.flatMap { self.channel($0) }.map { channel in
            channel.targetDuration.map { .seconds($0) } ?? channel.plan.segmentTarget
        }
    }
}
