/// Someone who sends a channel's blocks on.
public protocol ChannelObserver: AnyObject, Sendable {
    /// New blocks are in the ring. Called on the source's task: returns at once, e.g. by waking an event loop.
    func channelDidAdvance()
}
