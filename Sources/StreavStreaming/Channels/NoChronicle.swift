public import StreavDomain

/// Nobody is told.
public struct NoChronicle: ChannelChronicle {
    public init() {}

    public func note(_ event: LiveStreamEvent) {}
}
