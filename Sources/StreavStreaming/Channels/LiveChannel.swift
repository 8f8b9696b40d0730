import NIOCore
public import StreavDomain
public import StreavMedia
public import StreavPorts
import Synchronization

/// One live stream on air: fed by a supervisor, read by every output.
///
/// All that happens is a short critical section on one value; no lock is held while anything is sent.
public final class LiveChannel: ProgramSink {
    public let plan: ChannelPlan
    private let clock: StreavClock
    private let state: Mutex<LiveChannelState>
    private let observers = Mutex<[ObjectIdentifier: any ChannelObserver]>([:])
    private let demandState: Mutex<DemandState>
    private let demandSignal: AsyncStream<Void>
    private let demandContinuation: AsyncStream<Void>.Continuation

    /// How often ``tickNow()`` should be called.
    public static let tick: Duration = .milliseconds(100)

    private struct DemandState: Sendable {
        var last: MonotonicInstant
        var isStopped = false
        var isRunning = false
        var supervisor: SourceSupervisor?
    }

    /// - Parameter address: Makes the path of a segment from its sequence number and the moment its signature ends.
    public init(
        plan: ChannelPlan, configuration: ChannelConfiguration, record: ChannelRecord?, clock: StreavClock,
        address: @escaping @Sendable (_ mediaSequence: Int64, _ expires: Timestamp) -> String
    ) {
        self.plan = plan
        self.clock = clock
        self.state = Mutex(
            LiveChannelState(
                plan: plan, configuration: configuration, record: record, wall: clock.wallNow, address: address))
        self.demandState = Mutex(DemandState(last: clock.monotonicNow))
        (demandSignal, demandContinuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    // MARK: Feeding

    public func begin(input index: Int, tracks: [TransportTrack]) {
        change { state, now, wall in state.begin(tracks: tracks, now: now, wall: wall) }
    }

    public func consume(_ events: [TransportEvent]) {
        change { state, now, wall in state.consume(events, now: now, wall: wall) }
    }

    public func inputsAreDown() {
        change { state, now, wall in state.inputsAreDown(now: now, wall: wall) }
    }

    /// Does what time demands: flushes, gaps, segments that end their life.
    public func tickNow() {
        change { state, now, wall in state.tick(now: now, wall: wall) }
    }

    private func change(_ body: (inout LiveChannelState, MonotonicInstant, Timestamp) -> Void) {
        let now = clock.monotonicNow
        let wall = clock.wallNow
        let advanced = state.withLock { state in
            body(&state, now, wall)
            defer { state.advanced = false }
            return state.advanced
        }
        guard advanced else { return }
        let woken = observers.withLock { Array($0.values) }
        for observer in woken { observer.channelDidAdvance() }
    }

    // MARK: Reading

    /// The media playlist; nil while nothing is published.
    public var playlist: PlaylistDocument? {
        state.withLock { $0.document }
    }

    /// EXT-X-TARGETDURATION in seconds, once known.
    public var targetDuration: Int? {
        state.withLock { $0.targetDuration }
    }

    /// A segment that can be fetched now.
    public func segment(_ mediaSequence: Int64) -> MediaSegment? {
        let now = clock.monotonicNow
        return state.withLock { state in
            guard let segment = state.shelf[mediaSequence] else { return nil }
            if let end = segment.availableUntil, end <= now { return nil }
            return segment
        }
    }

    /// What the multivariant playlist says of the channel; nil while nothing is published.
    public func rendition() -> (formats: [MediaFormat], peakBitrate: Int, averageBitrate: Int)? {
        state.withLock { state in
            guard state.document != nil, state.statistics.segments > 0 else { return nil }
            return (
                state.muxer.formats.compactMap { $0 }, state.statistics.peakBitrate, state.statistics.averageBitrate
            )
        }
    }

    /// A viewer of the endless stream finds a random access point to start at.
    public var canBeJoined: Bool {
        state.withLock { $0.ring.newestRandomAccess != nil }
    }

    /// Brings a mirror of the ring up to date.
    public func read(into mirror: inout TransportRing) {
        state.withLock { state in
            let ring = state.ring
            if mirror.isEmpty || mirror.end < ring.start || mirror.end > ring.end { mirror.removeAll() }
            var next = mirror.isEmpty ? ring.start : mirror.end
            while next < ring.end {
                if let block = ring[next] { mirror.append(block) }
                next += 1
            }
        }
    }

    /// An empty ring with the bounds of the channel's, for ``read(into:)``.
    public func makeMirror() -> TransportRing {
        state.withLock {
            TransportRing(byteLimit: $0.configuration.ringBytes, ageLimit: $0.configuration.ringAge)
        }
    }

    public func add(_ observer: any ChannelObserver) {
        observers.withLock { $0[ObjectIdentifier(observer)] = observer }
    }

    public func remove(_ observer: any ChannelObserver) {
        _ = observers.withLock { $0.removeValue(forKey: ObjectIdentifier(observer)) }
    }

    public func snapshot() -> ChannelSnapshot {
        let (supervisor, isRunning) = demandState.withLock { ($0.supervisor, $0.isRunning) }
        let sources = supervisor?.snapshot()
        return state.withLock { state in
            let lifecycle: ChannelSnapshot.State =
                if !isRunning { .idle } else if state.isFed {
                    state.document == nil ? .starting : .onAir
                } else {
                    state.document == nil ? .starting : .down
                }
            return ChannelSnapshot(
                id: plan.id, name: plan.name, state: lifecycle, formats: state.muxer.formats.compactMap { $0 },
                targetDuration: state.targetDuration,
                mediaSequence: state.document == nil ? nil : state.sequences.media,
                segmentsPublished: state.statistics.segments, gapsPublished: state.statistics.gaps,
                discontinuities: state.statistics.discontinuities, bytesIn: state.statistics.bytesIn,
                peakBitrate: state.statistics.peakBitrate, averageBitrate: state.statistics.averageBitrate,
                bytesHeld: state.shelf.byteCount + state.ring.byteCount, faults: state.statistics.faults,
                degradations: state.statistics.degradations, sources: sources)
        }
    }

    // MARK: Demand

    /// Someone wants the channel: starts it if it runs on demand, and keeps it running.
    public func demand() {
        let now = clock.monotonicNow
        let mustSignal = demandState.withLock { demand in
            demand.last = now
            return !demand.isRunning
        }
        if mustSignal { demandContinuation.yield() }
    }

    /// Ends ``run(opener:entropy:journal:logger:)`` soon.
    public func stop() {
        demandState.withLock { $0.isStopped = true }
        demandContinuation.finish()
    }

    var isStopped: Bool { demandState.withLock { $0.isStopped } }

    func awaitDemand() async -> Bool {
        if isStopped { return false }
        if !plan.startsOnDemand { return true }
        // A demand older than the last stop was served then.
        for await _ in demandSignal { return !isStopped }
        return false
    }

    var isIdle: Bool {
        guard plan.startsOnDemand else { return false }
        let now = clock.monotonicNow
        return demandState.withLock { now - $0.last > plan.idleStop }
    }

    func goOnAir(with supervisor: SourceSupervisor) {
        let wall = clock.wallNow
        demandState.withLock {
            $0.isRunning = true
            $0.supervisor = supervisor
        }
        state.withLock { $0.goOnAir(wall: wall) }
    }

    func goOffAir() {
        let now = clock.monotonicNow
        demandState.withLock {
            $0.isRunning = false
            $0.supervisor = nil
        }
        state.withLock { $0.goOffAir(now: now) }
    }

    /// Takes over what the journal kept; has no effect once something is published.
    func restore(_ record: ChannelRecord) {
        let wall = clock.wallNow
        state.withLock { state in
            guard state.playlist == nil else { return }
            state.targetDuration = record.targetDuration
            state.sequences = LiveChannelState.Sequences(record: record, wall: wall)
        }
    }

    /// What the journal should keep, ahead by `reserve` sequence numbers.
    func record(reserve: Int64) -> ChannelRecord? {
        state.withLock { $0.record(reserve: reserve) }
    }
}
