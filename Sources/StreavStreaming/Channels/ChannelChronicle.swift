public import StreavDomain

/// Who is told what happens to live streams.
public protocol ChannelChronicle: Sendable {
    /// Called on the source's task and under its lock: keeps the event and returns at once.
    func note(_ event: LiveStreamEvent)
}
