import NIOCore
public import StreavDomain
public import StreavMedia
public import StreavPorts
import Synchronization

/// One live stream on air: fed by a supervisor, read by every output.
///
/// All that happens is a short critical section on one value; no lock is held while anything is sent.
public final class LiveChannel: ProgramSink {
    public let id: LiveStreamID
    private let clock: StreavClock
    private let state: Mutex<LiveChannelState>
    private let observers = Mutex<[ObjectIdentifier: any ChannelObserver]>([:])
    private let waiters = Mutex<[Waiter]>([])
    let demandState: Mutex<DemandState>
    private let demandSignal: AsyncStream<Void>
    private let demandContinuation: AsyncStream<Void>.Continuation

    /// How often ``tickNow()`` should be called.
    public static let tick: Duration = .milliseconds(100)

    struct DemandState: Sendable {
        var plan: ChannelPlan
        /// Counts the plans whose sources differ, so that a supervisor knows it is outdated.
        var sourcesRevision = 0
        var last: MonotonicInstant
        var isStopped = false
        var isRunning = false
        var supervisor: SourceSupervisor?
        /// The last wish of an administrator that was heard.
        var steering: Int64 = -1
    }

    /// - Parameter address: Makes the path of a segment from its sequence number and the moment its signature ends.
    public init(
        plan: ChannelPlan, configuration: ChannelConfiguration, record: ChannelRecord?, clock: StreavClock,
        address: @escaping @Sendable (_ mediaSequence: Int64, _ expires: Timestamp) -> String
    ) {
        self.id = plan.id
        self.clock = clock
        self.state = Mutex(
            LiveChannelState(
                plan: plan, configuration: configuration, record: record, wall: clock.wallNow, address: address))
        self.demandState = Mutex(DemandState(plan: plan, last: clock.monotonicNow))
        (demandSignal, demandContinuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// What the channel is made from now.
    public var plan: ChannelPlan { demandState.withLock { $0.plan } }

    /// Takes on a changed plan without losing a byte that is out: only where the sources differ are they opened anew.
    ///
    /// - Returns: False when the change needs another playlist, hence another channel.
    func update(_ plan: ChannelPlan) -> Bool {
        let isUpdated = demandState.withLock { demand in
            // Another generation: somebody else has published meanwhile, so numbers must go on ahead of that.
            guard demand.plan.id == plan.id, demand.plan.window == plan.window,
                demand.plan.generation == plan.generation, !demand.isStopped
            else { return false }
            if demand.plan.sources != plan.sources { demand.sourcesRevision += 1 }
            demand.plan = plan
            return true
        }
        if isUpdated {
            state.withLock { $0.plan = plan }
            // One that became always-on need not wait for a viewer.
            if !plan.startsOnDemand { demandContinuation.yield() }
        }
        return isUpdated
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
        wakeWaiters(now: now)
        guard advanced else { return }
        let woken = observers.withLock { Array($0.values) }
        for observer in woken { observer.channelDidAdvance() }
    }

    // MARK: Waiting

    /// What a viewer waits for.
    public enum Need: Sendable {
        /// A playlist with a segment in it.
        case playlist
        /// A point of the endless stream to start at.
        case randomAccess
    }

    private struct Waiter: Sendable {
        var need: Need
        var deadline: MonotonicInstant
        var resume: @Sendable (Bool) -> Void
    }

    /// Inputs that fail often come back at the next attempt; after this time nobody is kept waiting for them.
    static let outagePatience: Duration = .seconds(3)
    /// How many viewers may wait for a channel to start.
    static let waiterLimit = 4096

    /// Calls `resume` once: with true as soon as the channel has what is needed, at once where it has; with false after
    /// `timeout`, when no input delivers, or when too many wait already. A waiter is an entry in a list, not a task.
    ///
    /// - Parameter resume: Called on whatever thread; returns at once.
    public func whenReady(_ need: Need, timeout: Duration, _ resume: @escaping @Sendable (Bool) -> Void) {
        demand()
        let now = clock.monotonicNow
        let isAccepted = waiters.withLock { waiters in
            guard waiters.count < Self.waiterLimit else { return false }
            waiters.append(Waiter(need: need, deadline: now + timeout, resume: resume))
            return true
        }
        if isAccepted { wakeWaiters(now: now) } else { resume(false) }
    }

    private func wakeWaiters(now: MonotonicInstant) {
        guard waiters.withLock({ !$0.isEmpty }) else { return }
        let (hasPlaylist, hasRandomAccess, isHopeless) = state.withLock { state in
            (
                state.document != nil && state.statistics.segments > 0, state.isFed && state.canBeJoined(now: now),
                state.inputsDownSince.map { now - $0 >= Self.outagePatience } ?? false
            )
        }
        let isStopped = isStopped
        var due: [(@Sendable (Bool) -> Void, Bool)] = []
        waiters.withLock { waiters in
            waiters.removeAll { waiter in
                let isReady = waiter.need == .playlist ? hasPlaylist : hasRandomAccess
                guard isReady || isHopeless || isStopped || waiter.deadline <= now else { return false }
                due.append((waiter.resume, isReady))
                return true
            }
        }
        for (resume, isReady) in due { resume(isReady) }
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

    /// Segments of a channel that is off air can be fetched until their time is over.
    var hasSegments: Bool {
        state.withLock { !$0.shelf.isEmpty }
    }

    /// What the multivariant playlist says of the channel; nil while nothing is published.
    public func rendition() -> (formats: [MediaFormat], peakBitrate: Int, averageBitrate: Int)? {
        state.withLock { state in
            guard state.document != nil, state.statistics.segments > 0 else { return nil }
            return (state.publishedFormats, state.statistics.peakBitrate, state.statistics.averageBitrate)
        }
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
        let (supervisor, isRunning, plan) = demandState.withLock { ($0.supervisor, $0.isRunning, $0.plan) }
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
        wakeWaiters(now: clock.monotonicNow)
        let woken = observers.withLock { Array($0.values) }
        for observer in woken { observer.channelDidAdvance() }
    }

    /// Nothing more will come: whoever is fed by it must look for the channel anew.
    public var isStopped: Bool { demandState.withLock { $0.isStopped } }

    func awaitDemand() async -> Bool {
        if isStopped { return false }
        if !plan.startsOnDemand { return true }
        // A signal whose demand is over was served by the run before.
        for await _ in demandSignal where isStopped || !isIdle { return !isStopped }
        return false
    }

    var isIdle: Bool {
        let now = clock.monotonicNow
        // Players poll a playlist about once a target duration: that must be often enough.
        let poll = Duration.seconds(3 * (targetDuration ?? 0))
        return demandState.withLock { demand in
            demand.plan.startsOnDemand && now - demand.last > max(demand.plan.idleStop, poll)
        }
    }

    func goOnAir() {
        let wall = clock.wallNow
        demandState.withLock { $0.isRunning = true }
        state.withLock { $0.goOnAir(wall: wall) }
    }

    /// - Returns: The revision of the sources that `supervisor` is made for.
    func supervise(by make: ([SourcePlan]) -> SourceSupervisor) -> (SourceSupervisor, revision: Int) {
        let (sources, revision) = demandState.withLock { ($0.plan.sources, $0.sourcesRevision) }
        let supervisor = make(sources)
        demandState.withLock { $0.supervisor = supervisor }
        return (supervisor, revision)
    }

    func isOutdated(_ revision: Int) -> Bool {
        demandState.withLock { $0.sourcesRevision != revision }
    }

    func goOffAir() {
        let now = clock.monotonicNow
        state.withLock { $0.goOffAir(now: now) }
        demandState.withLock {
            $0.isRunning = false
            $0.supervisor = nil
        }
        // Who came while the channel was stopping is not forgotten.
        if !isIdle { demandContinuation.yield() }
    }

    /// Takes over what the journal kept; has no effect once something is published.
    func restore(_ record: ChannelRecord) {
        state.withLock { state in
            guard state.playlist == nil else { return }
            state.targetDuration = record.targetDuration
            state.sequences.restore(record)
        }
    }

    /// What the journal should keep, ahead by `reserve` sequence numbers.
    func record(reserve: Int64) -> ChannelRecord? {
        state.withLock { $0.record(reserve: reserve) }
    }
}
