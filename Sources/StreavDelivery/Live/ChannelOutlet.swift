import NIOCore
import StreavPorts
import StreavStreaming
import Synchronization

/// Sends one channel to the MPEG-TS viewers of one event loop: one mirror of the ring, and a cursor per viewer.
///
/// Woken once per block, however many viewers there are. Everything but ``channelDidAdvance()`` happens on the loop.
final class ChannelOutlet: ChannelObserver {
    let channel: LiveChannel
    private let eventLoop: any EventLoop
    private let clock: StreavClock
    private let policy: ViewerPolicy
    private let isScheduled = Atomic<Bool>(false)
    private let state: NIOLoopBound<State>
    private let becameEmpty: @Sendable (ChannelOutlet) -> Void

    private final class State {
        var mirror: TransportRing
        var viewers: [ObjectIdentifier: TransportViewer] = [:]

        init(mirror: TransportRing) {
            self.mirror = mirror
        }
    }

    /// On `eventLoop`.
    init(
        channel: LiveChannel, eventLoop: any EventLoop, clock: StreavClock, policy: ViewerPolicy,
        becameEmpty: @escaping @Sendable (ChannelOutlet) -> Void
    ) {
        self.channel = channel
        self.eventLoop = eventLoop
        self.clock = clock
        self.policy = policy
        self.becameEmpty = becameEmpty
        self.state = NIOLoopBound(State(mirror: channel.makeMirror()), eventLoop: eventLoop)
    }

    func channelDidAdvance() {
        guard isScheduled.exchange(true, ordering: .acquiringAndReleasing) == false else { return }
        eventLoop.execute { self.pump() }
    }

    /// Takes a viewer on, which is served at once with the buffered group of pictures.
    func attach(_ viewer: TransportViewer) {
        let state = state.value
        state.viewers[ObjectIdentifier(viewer)] = viewer
        if state.viewers.count == 1 { channel.add(self) }
        channel.demand()
        channel.read(into: &state.mirror)
        viewer.drive(ring: state.mirror, now: clock.monotonicNow)
        if channel.isStopped { viewer.end() }
    }

    /// The viewer's socket is closed.
    func detach(_ viewer: TransportViewer) {
        let state = state.value
        guard state.viewers.removeValue(forKey: ObjectIdentifier(viewer)) != nil, state.viewers.isEmpty else { return }
        channel.remove(self)
        // Without viewers the mirror would hold blocks that the channel has long dropped.
        state.mirror.removeAll()
        becameEmpty(self)
    }

    /// The viewer's socket takes more again.
    func resume(_ viewer: TransportViewer) {
        viewer.drive(ring: state.value.mirror, now: clock.monotonicNow)
    }

    private func pump() {
        isScheduled.store(false, ordering: .releasing)
        let state = state.value
        guard !state.viewers.isEmpty else { return }
        guard !channel.isStopped else {
            // Another channel has taken its place, or none: players that come again find what there is.
            for viewer in state.viewers.values { viewer.end() }
            return
        }
        channel.demand()
        channel.read(into: &state.mirror)
        let now = clock.monotonicNow
        for viewer in state.viewers.values { viewer.drive(ring: state.mirror, now: now) }
    }
}
