public import StreavDomain
public import StreavPorts

/// Media that has arrived and is not shown yet; it is shown in real time.
///
/// Pure arithmetic on the instants it is given, which must not go back (an earlier one counts as the latest). What
/// happens is told in the order of time by ``PlayoutEvent``s, with the instants at which it happened, however late the
/// buffer is asked. Memory: what was appended and not shown.
public struct PlayoutBuffer: Sendable {
    public let rule: StartRule
    public private(set) var phase = PlayoutPhase.starting
    /// Media seconds that are there.
    public private(set) var buffered = Duration.zero

    private var pieces: [MediaPiece] = []
    /// Pieces before it were shown.
    private var head = 0
    /// How much of the piece at the head was shown.
    private var shown = Duration.zero
    private var clock: MonotonicInstant
    private var stallStart: MonotonicInstant?
    /// Nothing will be appended any more.
    private var isComplete = false

    /// Shown pieces are kept up to this number before the room is taken back.
    private static let compactionThreshold = 32

    public init(rule: StartRule, at now: MonotonicInstant) {
        self.rule = rule
        clock = now
    }

    /// When something will happen by itself: the buffer runs dry. Nil while it does not play.
    public var nextDeadline: MonotonicInstant? {
        phase == .playing ? clock + buffered : nil
    }

    /// The sequence number of the segment whose frame is shown, or would be shown next.
    public var headSequence: Int64? { headPiece?.mediaSequence }

    /// When the frame that is shown was captured. Nil where that is not known, and while nothing is shown.
    public var frameCapture: Timestamp? {
        guard phase == .playing, let captured = headPiece?.captured else { return nil }
        return captured.advanced(by: shown)
    }

    /// Shows what is due until `now`. At the very instant at which it runs dry, it stalls or ends.
    public mutating func advance(to now: MonotonicInstant, _ emit: (PlayoutEvent) -> Void) {
        guard now >= clock else { return }
        play(until: now, emit)
        guard phase == .playing, headPiece == nil else { return }
        if isComplete {
            phase = .ended
            emit(.ended(at: clock))
        } else {
            phase = .stalled
            stallStart = clock
            emit(.stallBegan(at: clock))
        }
        clock = max(clock, now)
    }

    /// Media has arrived. Tells the slack of a segment: how long before its turn it came.
    public mutating func append(_ piece: MediaPiece, at now: MonotonicInstant, _ emit: (PlayoutEvent) -> Void) {
        advance(to: now, emit)
        guard phase != .ended, piece.duration > .zero else { return }
        switch phase {
        case .playing: emit(.slack(buffered))
        case .stalled: emit(.slack((stallStart ?? clock) + buffered - clock))
        case .starting, .paused, .ended: break
        }
        pieces.append(piece)
        buffered += piece.duration
        startIfReady(emit)
    }

    /// No more media will come: what is there is shown to its end.
    public mutating func complete(at now: MonotonicInstant, _ emit: (PlayoutEvent) -> Void) {
        advance(to: now, emit)
        isComplete = true
        if buffered == .zero, phase != .ended, phase != .paused {
            endStall(emit)
            phase = .ended
            emit(.ended(at: clock))
        } else {
            startIfReady(emit)
        }
    }

    /// The viewer pauses. A stall under way ends: from now on nobody waits for it.
    public mutating func pause(at now: MonotonicInstant, _ emit: (PlayoutEvent) -> Void) {
        advance(to: now, emit)
        guard phase == .playing || phase == .stalled else { return }
        endStall(emit)
        phase = .paused
    }

    /// The viewer goes on. With nothing there, it stalls at once.
    public mutating func resume(at now: MonotonicInstant, _ emit: (PlayoutEvent) -> Void) {
        advance(to: now, emit)
        guard phase == .paused else { return }
        phase = .playing
        advance(to: now, emit)
    }

    /// All media is dropped, and another place or channel is to be shown: the buffer starts anew.
    public mutating func flush(at now: MonotonicInstant, _ emit: (PlayoutEvent) -> Void) {
        advance(to: now, emit)
        endStall(emit)
        pieces = []
        head = 0
        shown = .zero
        buffered = .zero
        isComplete = false
        phase = .starting
    }

    private var headPiece: MediaPiece? { head < pieces.count ? pieces[head] : nil }

    private mutating func play(until now: MonotonicInstant, _ emit: (PlayoutEvent) -> Void) {
        guard phase == .playing else {
            clock = now
            return
        }
        while let piece = headPiece, clock < now {
            let step = min(now - clock, piece.duration - shown)
            emit(.rendered(step, bitrate: piece.bitrate, nominal: piece.nominal))
            shown += step
            buffered -= step
            clock = clock + step
            if shown == piece.duration { dropHead() }
        }
    }

    private mutating func dropHead() {
        shown = .zero
        head += 1
        if head == pieces.count {
            pieces.removeAll(keepingCapacity: true)
            head = 0
        } else if head > Self.compactionThreshold, head * 2 > pieces.count {
            pieces.removeFirst(head)
            head = 0
        }
    }

    private mutating func startIfReady(_ emit: (PlayoutEvent) -> Void) {
        guard let segment = headPiece?.segmentDuration else { return }
        switch phase {
        case .starting where isComplete || buffered >= rule.startLevel(segment: segment):
            phase = .playing
            emit(.started(at: clock))
        // Media that comes at the very instant at which it is needed is shown: that is no stall.
        case .stalled where isComplete || stallStart == clock || buffered >= rule.resumeLevel(segment: segment):
            endStall(emit)
            phase = .playing
        default: break
        }
    }

    private mutating func endStall(_ emit: (PlayoutEvent) -> Void) {
        guard stallStart != nil else { return }
        stallStart = nil
        emit(.stallEnded(at: clock))
    }
}
