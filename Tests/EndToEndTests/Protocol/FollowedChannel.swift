import Foundation
import StreavMedia

/// Everything that a follower saw of a live channel, and what was wrong with it.
struct FollowedChannel: Sendable {
    struct Entry: Sendable {
        var listed: MediaPlaylist.Segment
        var firstSeen: ContinuousClock.Instant
        var lastSeen: ContinuousClock.Instant
        /// The longest list that held it.
        var longestList: Duration = .zero
        /// Nil for a gap.
        var probe: SegmentProbe?
        var bytes = Data()
    }

    var playlists: [MediaPlaylist] = []
    /// By media sequence number.
    var entries: [Int64: Entry] = [:]
    /// The longest list so far.
    var window: Duration = .zero
    /// Requirement and what breaks it.
    var problems: [String] = []
    /// Removed segments that were asked for again shortly before, and some time after, the end of their life.
    var laterLooks = (available: 0, gone: 0)

    var sequences: [Int64] { entries.keys.sorted() }
    var ordered: [Entry] { sequences.compactMap { entries[$0] } }
    /// The numbers of segments before which a discontinuity stands; that of the very first is nobody's business.
    var discontinuities: [Int64] { ordered.filter(\.listed.isDiscontinuity).map(\.listed.mediaSequence) }
    var gaps: [Int64] { ordered.filter(\.listed.isGap).map(\.listed.mediaSequence) }
    var lastPlaylist: MediaPlaylist? { playlists.last }

    mutating func report(_ problem: String) {
        if problems.count < 40 { problems.append(problem) }
    }

    /// What can be told only of segments that follow each other.
    func problemsOfMedia() -> [String] {
        var problems: [String] = []
        var drift: Double = 0
        var audit = ContinuityAudit()
        for (entry, next) in zip(ordered, ordered.dropFirst().map(Optional.some) + [nil]) {
            let number = entry.listed.mediaSequence
            guard let probe = entry.probe else {
                audit.restart()
                if !entry.listed.isGap { problems.append("HLS-21 at \(number): was not downloaded") }
                continue
            }
            problems += probe.problems.map { "\($0) (segment \(number))" }
            if entry.listed.isDiscontinuity { audit.restart() }
            audit.read(entry.bytes)
            let follows = next.map {
                $0.listed.mediaSequence == number + 1 && !$0.listed.isDiscontinuity && !$0.listed.isGap
            }
            var measured = probe.ownDuration
            if follows == true, let next, let time = next.probe?.times.first, let own = probe.times.first {
                measured = SegmentProbe.distance(from: own, to: time)
                let step = (next.listed.programDateTime ?? 0) - (entry.listed.programDateTime ?? 0)
                if abs(Double(step) / 1000 - entry.listed.duration.seconds) > 0.0021 {
                    problems.append("HLS-27 at \(number): lasts \(entry.listed.duration), its date \(step) ms")
                }
            }
            guard let measured else { continue }
            let difference = entry.listed.duration.seconds - Double(measured) / 90_000
            drift += difference
            if abs(difference) > 0.001 {
                problems.append("HLS-25 at \(number): EXTINF \(entry.listed.duration), measured \(measured) ticks")
            }
        }
        if abs(drift) > 0.0015 { problems.append("HLS-25: the sum of EXTINF drifts by \(drift) s") }
        return problems + audit.problems.map { "HLS-22, across segments: \($0)" }
    }

    /// Bits per second of the segment with the highest rate; slivers say nothing.
    var peakRate: Double {
        ordered.filter { $0.listed.duration >= .milliseconds(500) }.map {
            Double($0.bytes.count) * 8 / $0.listed.duration.seconds
        }.max() ?? 0
    }
}
