import StreavDomain
import StreavMedia

/// What a player reads out of a playlist.
extension MediaPlaylist {
    /// Target durations that a player keeps from the end of a live list.
    static let holdBackTargets = 3

    /// How many segments before one are looked at for a date.
    static let dateSearch = 1000

    var target: Duration { .seconds(targetDuration) }

    /// The place of a segment in `segments`.
    func index(of number: Int64) -> Int? {
        guard let first = segments.first?.mediaSequence, number >= first, number - first < Int64(segments.count)
        else { return nil }
        return Int(number - first)
    }

    /// Where a live player begins: no closer to the end than three target durations, and otherwise as late as can be.
    /// 0 in an ended list, and in one that is shorter.
    var liveStartIndex: Int {
        guard !isEnded else { return 0 }
        var rest = Duration.zero
        for index in segments.indices.reversed() {
            rest += segments[index].duration
            if rest >= target * Self.holdBackTargets { return index }
        }
        return 0
    }

    /// When the first frame of a segment was captured: its own date, or that of one before it and the time between.
    func captureTime(ofSegmentAt index: Int) -> Timestamp? {
        var before = Duration.zero
        for place in stride(from: index, through: max(0, index - Self.dateSearch), by: -1) {
            if let date = segments[place].programDateTime {
                return Timestamp(milliseconds: date).advanced(by: before)
            }
            if segments[place].isDiscontinuity { return nil }
            if place > 0 { before += segments[place - 1].duration }
        }
        return nil
    }

    /// When the end of the newest segment was captured: it cannot have been available earlier.
    var newestEnd: Timestamp? {
        guard let last = segments.last else { return nil }
        return captureTime(ofSegmentAt: segments.count - 1)?.advanced(by: last.duration)
    }

    /// Listed media from a number on.
    func duration(from number: Int64) -> Duration {
        segments.reduce(.zero) { $1.mediaSequence >= number ? $0 + $1.duration : $0 }
    }

    /// Whether something that a player acts on is not as it was.
    func differs(from other: MediaPlaylist) -> Bool {
        nextMediaSequence != other.nextMediaSequence || mediaSequence != other.mediaSequence
            || isEnded != other.isEnded || trailingParts.count != other.trailingParts.count
    }
}
