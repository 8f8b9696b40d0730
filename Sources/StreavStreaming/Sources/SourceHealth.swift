import NIOCore
import StreavDomain
import StreavMedia
import StreavPorts

/// What is known of one open connection, and whether it still delivers.
struct SourceHealth: Sendable {
    private struct TrackState {
        var progress: MediaProgress
        var lastUnit: MonotonicInstant?
    }

    let openedAt: MonotonicInstant
    private let deadAfter: Duration
    /// How long the first byte may take.
    private let openingTime: Duration
    private let rules: SourceRules
    private var firstByte: MonotonicInstant?
    private var lastByte: MonotonicInstant
    private(set) var tracks: [TransportTrack] = []
    private(set) var formats: [MediaFormat?] = []
    private var tracksAt: MonotonicInstant?
    private var states: [TrackState] = []
    private var lastProgress: MonotonicInstant
    /// The first unit at which this input could have gone on air.
    private(set) var startedAt: MonotonicInstant?
    /// Delivers without being degraded since then.
    private(set) var healthySince: MonotonicInstant?
    private var errors: SlidingSum
    private var received: SlidingSum
    private(set) var faults: [TransportFault: Int] = [:]
    private(set) var byteCount: Int64 = 0
    private(set) var isDegraded = false

    init(deadAfter: Duration, openingTime: Duration, rules: SourceRules, now: MonotonicInstant) {
        self.openedAt = now
        self.deadAfter = deadAfter
        self.openingTime = openingTime
        self.rules = rules
        self.lastByte = now
        self.lastProgress = now
        self.errors = SlidingSum(window: rules.errorWindow)
        self.received = SlidingSum(window: .seconds(5))
    }

    /// True once the programme's tracks are known.
    var hasTracks: Bool { tracksAt != nil }

    /// Not a byte came yet.
    var isSilent: Bool { firstByte == nil }

    /// Bits per second over the last seconds.
    func bitrate(at now: MonotonicInstant) -> Int {
        let time = min(received.window, max(now - openedAt, .seconds(1)))
        return Int(Double(received.sum(at: now) * 8) / time.inSeconds)
    }

    /// Delivers since ``SourceRules/healthTime`` without fault.
    func isHealthy(at now: MonotonicInstant) -> Bool {
        guard !isDegraded, let healthySince else { return false }
        return now - healthySince >= rules.healthTime
    }

    mutating func note(bytes: Int, at now: MonotonicInstant) {
        guard bytes > 0 else { return }
        firstByte = firstByte ?? now
        lastByte = now
        byteCount += Int64(bytes)
        received.add(bytes, at: now)
    }

    mutating func note(_ event: TransportEvent, at now: MonotonicInstant) {
        switch event {
        case .tracks(let new): note(tracks: new, at: now)
        case .unit(let unit): note(unit, at: now)
        case .fault(let fault):
            faults[fault, default: 0] += 1
            if Self.countsAsError(fault) { errors.add(1, at: now) }
        case .clock: break
        }
    }

    /// A programme with video is joined at a video key frame only, never at an audio unit; a radio programme at any
    /// sound unit of its first track.
    func canStart(with unit: TransportUnit) -> Bool {
        unit.trackIndex == keyTrack && unit.isRandomAccess && !unit.hasError && unit.presentationTime != nil
    }

    /// Why the input is dead, if it is.
    func failure(at now: MonotonicInstant) -> SourceFailure? {
        if firstByte == nil {
            guard now - openedAt >= openingTime else { return nil }
            return SourceFailure(.noBytes, "Nothing came for \(Self.text(openingTime)) after opening.")
        }
        if now - lastByte >= deadAfter {
            return SourceFailure(.noBytes, "No data for \(Self.text(deadAfter)).")
        }
        if errors.sum(at: now) > rules.errorLimit {
            return SourceFailure(
                .tooManyErrors,
                "More than \(rules.errorLimit) continuity errors in \(Self.text(rules.errorWindow)): packets are lost.")
        }
        guard let tracksAt else {
            guard let firstByte, now - firstByte >= deadAfter else { return nil }
            return SourceFailure(.notMedia, "Data comes, but no MPEG transport stream with a programme in it.")
        }
        if now - lastProgress >= deadAfter {
            return SourceFailure(.noProgress, "Data comes, but no picture or sound for \(Self.text(deadAfter)).")
        }
        for index in mandatory where now - (states[index].lastUnit ?? tracksAt) >= rules.missingTrackAfter {
            let name = tracks[index].kind == .video ? "picture" : "sound"
            return SourceFailure(.missingTrack, "No \(name) for \(Self.text(rules.missingTrackAfter)).")
        }
        if startedAt == nil, now - tracksAt >= rules.keyFrameAfter {
            return SourceFailure(.noKeyFrame, "No key frame for \(Self.text(rules.keyFrameAfter)).")
        }
        return nil
    }

    /// The earliest moment at which ``failure(at:)`` can turn from nil, if nothing comes until then.
    var deadline: MonotonicInstant {
        guard let firstByte else { return openedAt + openingTime }
        guard let tracksAt else { return min(firstByte, lastByte) + deadAfter }
        var result = min(lastByte, lastProgress) + deadAfter
        for index in mandatory {
            result = min(result, (states[index].lastUnit ?? tracksAt) + rules.missingTrackAfter)
        }
        if startedAt == nil { result = min(result, tracksAt + rules.keyFrameAfter) }
        return result
    }

    private var keyTrack: Int? { tracks.keyTrackIndex }

    /// The key track, and the first sound once it was heard: many tables announce sound that never comes.
    private var mandatory: [Int] {
        guard let keyTrack else { return [] }
        guard let audio = tracks.firstIndex(where: { $0.kind == .audio }), audio != keyTrack,
            states[audio].lastUnit != nil
        else { return [keyTrack] }
        return [keyTrack, audio]
    }

    private mutating func note(tracks new: [TransportTrack], at now: MonotonicInstant) {
        guard new != tracks, new.contains(where: { $0.kind != .data }) else { return }
        tracks = new
        // Tables that change all the time are no progress.
        if tracksAt == nil { lastProgress = now }
        tracksAt = now
        formats = Array(repeating: nil, count: new.count)
        states = new.map { _ in TrackState(progress: MediaProgress(rules: rules)) }
    }

    private mutating func note(_ unit: TransportUnit, at now: MonotonicInstant) {
        let index = unit.trackIndex
        guard tracks.indices.contains(index), tracks[index].kind != .data else { return }
        states[index].lastUnit = now
        if let format = unit.format { formats[index] = format }
        if let time = unit.decodeTime ?? unit.presentationTime, states[index].progress.advance(to: time, at: now) {
            lastProgress = now
        }
        guard index == keyTrack else { return }
        if startedAt == nil, canStart(with: unit) {
            startedAt = now
            healthySince = now
        }
        states[index].progress.judge(at: now)
        let wasDegraded = isDegraded
        isDegraded = states[index].progress.isDegraded
        if wasDegraded, !isDegraded { healthySince = now }
    }

    private static func countsAsError(_ fault: TransportFault) -> Bool {
        switch fault {
        case .continuity, .transportError, .lostSync, .badPacket: true
        default: false
        }
    }

    private static func text(_ duration: Duration) -> String {
        let milliseconds = duration.wholeMilliseconds
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
    }
}
