public import StreavDomain

extension LiveChannels: StreamDirectory {
    /// The plan's segment target until the first group of pictures was measured.
    public func targetDuration(of stream: LiveStreamID) -> Duration? {
        channel(stream).map { channel in
            channel.targetDuration.map { .seconds($0) } ?? channel.plan.segmentTarget
        }
    }
}
