public import StreavDomain
public import StreavMedia
public import StreavPorts

/// Judges every reload of one rendition's playlist, as one viewer sees them: what lists must not be, and how they must
/// not change.
///
/// Keeps the last list alone. Where the source's health is known, and the lists carry dates, ages are judged too.
public struct PlaylistOracle: Sendable {
    /// Target durations that a list without end holds at least.
    public static let leastTargets = 3
    /// A new segment comes at least so often, in thousandths of a target duration (HLS-10).
    public static let freshnessPermille = 1500
    /// Segments are no shorter than this: bounds how many can have been published since the last load.
    public static let shortestSegment = Duration.milliseconds(100)

    /// Retired segments that are kept to be fetched; the oldest go first.
    public static let keptRetired = 64

    /// Segments that went from the list and must still be had, for a probe to fetch: see ``takeRetired()``.
    private var retired: [RetiredSegment] = []
    /// Whether a channel that has just begun may list less than the least, until it once had that much.
    public let allowsShortBeginning: Bool
    public private(set) var violationCount: UInt64 = 0
    private var last: (list: MediaPlaylist, at: MonotonicInstant)?
    private var hasBeenFull = false

    public init(allowsShortBeginning: Bool = false) {
        self.allowsShortBeginning = allowsShortBeginning
    }

    /// Judges the next list. Empty: all is well.
    ///
    /// - Parameters:
    ///   - now: When the load ended.
    ///   - wall: The same by the wall clock, to judge ages; nil: not to judge them.
    ///   - sourceIsUp: Whether the source delivers and did so for a while: else nothing new is to be expected.
    public mutating func judge(
        _ list: MediaPlaylist, at now: MonotonicInstant, wall: Timestamp? = nil, sourceIsUp: Bool = false
    ) -> [OracleViolation] {
        var found: [OracleViolation] = []
        // Most reloads bring what is known, and that was judged.
        if let last, last.list == list {
            // Nothing to compare.
        } else {
            found += PlaylistUpdateChecker.violations(in: list).map { .playlist($0) }
            if let last { found += changes(from: last.list, to: list, after: now - last.at) }
            if let short = shortWindow(list), !repeats(.window, in: found) { found.append(short) }
        }
        if let last { retire(from: last.list, seenAt: last.at, in: list) }
        if let wall, sourceIsUp, let stale = staleness(of: list, at: wall) { found.append(stale) }
        last = (list, now)
        violationCount += UInt64(found.count)
        return found
    }

    /// Forgets the last list: what follows is another rendition's or channel's.
    public mutating func forget() {
        last = nil
        hasBeenFull = false
    }

    /// What went from the lists since the last call. A fetch of one that ends before its time is over and brings
    /// nothing is ``OracleViolation/vanished(mediaSequence:)``.
    public mutating func takeRetired() -> [RetiredSegment] {
        defer { retired = [] }
        return retired
    }

    private mutating func retire(from old: MediaPlaylist, seenAt: MonotonicInstant, in new: MediaPlaylist) {
        guard new.mediaSequence > old.mediaSequence else { return }
        let length = old.listedDuration
        for segment in old.segments where segment.mediaSequence < new.mediaSequence && !segment.isGap {
            if retired.count == Self.keptRetired { retired.removeFirst() }
            retired.append(
                RetiredSegment(segment: segment, availableUntil: seenAt + segment.duration + length))
        }
    }

    private func changes(
        from old: MediaPlaylist, to new: MediaPlaylist, after elapsed: Duration
    ) -> [OracleViolation] {
        var found = PlaylistUpdateChecker.violations(from: old, to: new).map { OracleViolation.playlist($0) }
        // Where lists overlap, segments know their numbers. Where they do not, only time bounds the rise.
        let risen = new.mediaSequence - old.nextMediaSequence
        if risen > 0 {
            let span = max(elapsed, .zero) + old.listedDuration + .seconds(new.targetDuration)
            let possible = Int64(span / Self.shortestSegment)
            if risen > possible {
                found.append(.jumped(from: old.mediaSequence, to: new.mediaSequence, possible: possible))
            }
        }
        return found
    }

    private mutating func shortWindow(_ list: MediaPlaylist) -> OracleViolation? {
        guard !list.isEnded else { return nil }
        let isFull = list.listedDuration >= .seconds(Self.leastTargets * list.targetDuration)
        defer { hasBeenFull = hasBeenFull || isFull }
        if isFull || (allowsShortBeginning && !hasBeenFull) { return nil }
        return .shortWindow(listed: list.listedDuration, targetDuration: list.targetDuration)
    }

    private func repeats(_ rule: PlaylistViolation.Rule, in found: [OracleViolation]) -> Bool {
        found.contains { if case .playlist(let violation) = $0 { violation.rule == rule } else { false } }
    }

    private func staleness(of list: MediaPlaylist, at wall: Timestamp) -> OracleViolation? {
        guard !list.isEnded, let last = list.segments.last, let end = list.newestEnd else { return nil }
        let age = wall.duration(since: end)
        guard age > .milliseconds(Self.freshnessPermille * list.targetDuration) else { return nil }
        return .stale(mediaSequence: last.mediaSequence, age: age, targetDuration: list.targetDuration)
    }
}
