/// Two media playlists of one address, one after the other, and what may not have happened between them.
struct PlaylistComparison {
    let old: MediaPlaylist
    let new: MediaPlaylist
    private var found: [PlaylistViolation] = []

    init(old: MediaPlaylist, new: MediaPlaylist) {
        self.old = old
        self.new = new
    }

    mutating func violations() -> [PlaylistViolation] {
        found = []
        guard old.skippedSegments == 0, new.skippedSegments == 0 else {
            report(.change, "a delta update cannot be compared before it is applied")
            return found
        }
        compareHeaders()
        compareSequences()
        compareSegments()
        compareEnds()
        return found
    }

    private mutating func report(_ rule: PlaylistViolation.Rule, at number: Int64? = nil, _ explanation: String) {
        found.append(PlaylistViolation(rule, mediaSequence: number, explanation))
    }

    private var removedCount: Int64 { new.mediaSequence - old.mediaSequence }

    private mutating func compareHeaders() {
        if old.targetDuration != new.targetDuration {
            report(.target, "the target duration went from \(old.targetDuration) to \(new.targetDuration) s")
        }
        if old.version != new.version { report(.change, "EXT-X-VERSION changed") }
        if old.isIndependentSegments != new.isIndependentSegments {
            report(.change, "EXT-X-INDEPENDENT-SEGMENTS changed")
        }
        if old.isIFramesOnly != new.isIFramesOnly { report(.change, "EXT-X-I-FRAMES-ONLY changed") }
        if old.start != new.start { report(.change, "EXT-X-START changed") }
        if old.kind != new.kind { report(.kind, "EXT-X-PLAYLIST-TYPE changed") }
        if old.partTarget != new.partTarget { report(.partTarget, "PART-TARGET changed") }
        if old.serverControl != new.serverControl { report(.serverControl, "EXT-X-SERVER-CONTROL changed") }
    }

    private mutating func compareSequences() {
        if removedCount < 0 {
            report(.mediaSequence, "the sequence went back from \(old.mediaSequence) to \(new.mediaSequence)")
        }
        if new.discontinuitySequence < old.discontinuitySequence {
            report(
                .discontinuitySequence,
                "the sequence went back from \(old.discontinuitySequence) to \(new.discontinuitySequence)")
        }
        if old.statesDiscontinuitySequence && !new.statesDiscontinuitySequence {
            report(.discontinuitySequence, "EXT-X-DISCONTINUITY-SEQUENCE is no longer stated")
        }
        guard removedCount > 0 else { return }
        if old.segments.contains(where: \.isDiscontinuity) && !old.statesDiscontinuitySequence {
            report(
                .discontinuitySequence,
                "a segment was removed from a list with discontinuities that stated no EXT-X-DISCONTINUITY-SEQUENCE")
        }
        if !new.isEnded && new.listedDuration < .seconds(3 * new.targetDuration) {
            report(.window, "removal left \(new.listedDuration), less than three target durations")
        }
        if old.kind != nil { report(.kind, "a list of type \(old.kind?.rawValue ?? "") lost segments") }
    }

    /// The segments both list, by number.
    private mutating func compareSegments() {
        if removedCount >= Int64(old.segments.count) {
            // Nothing in common: only that numbers of what came in between cannot have gone back can be told.
            let last = old.segments.last?.discontinuitySequence ?? old.discontinuitySequence
            if let first = new.segments.first, first.discontinuitySequence < last {
                report(
                    .discontinuitySequence, at: first.mediaSequence,
                    "discontinuity \(first.discontinuitySequence) follows \(last)")
            }
        }
        if let moved = movedSegment() {
            report(.mediaSequence, at: moved.new, "had the number \(moved.old)")
            return
        }
        for before in old.segments {
            let index = before.mediaSequence - new.mediaSequence
            guard index >= 0, index < Int64(new.segments.count) else { continue }
            compare(before, new.segments[Int(index)])
        }
    }

    /// A segment that is known by its address and has another number now. Addresses that occur more than once, as
    /// with byte ranges or gaps, say nothing.
    private func movedSegment() -> (old: Int64, new: Int64)? {
        var numbers: [String: Int64] = [:]
        var repeated: Set<String> = []
        for segment in old.segments where numbers.updateValue(segment.mediaSequence, forKey: segment.uri) != nil {
            repeated.insert(segment.uri)
        }
        var counts: [String: Int] = [:]
        for segment in new.segments { counts[segment.uri, default: 0] += 1 }
        for segment in new.segments where counts[segment.uri] == 1 && !repeated.contains(segment.uri) {
            if let number = numbers[segment.uri], number != segment.mediaSequence {
                return (old: number, new: segment.mediaSequence)
            }
        }
        return nil
    }

    private mutating func compare(_ before: MediaPlaylist.Segment, _ after: MediaPlaylist.Segment) {
        let number = before.mediaSequence
        if before.uri != after.uri { report(.change, at: number, "the address changed") }
        if before.duration != after.duration {
            report(.change, at: number, "the duration went from \(before.duration) to \(after.duration)")
        }
        if before.title != after.title { report(.change, at: number, "the title changed") }
        if before.isDiscontinuity != after.isDiscontinuity {
            report(.change, at: number, "EXT-X-DISCONTINUITY came or went")
        } else if before.discontinuitySequence != after.discontinuitySequence {
            report(
                .discontinuitySequence, at: number,
                "discontinuity \(before.discontinuitySequence) became \(after.discontinuitySequence)")
        }
        if before.isGap != after.isGap { report(.change, at: number, "EXT-X-GAP came or went") }
        if before.byteRange != after.byteRange { report(.change, at: number, "the byte range changed") }
        if before.keys != after.keys { report(.change, at: number, "the keys changed") }
        if before.map != after.map { report(.change, at: number, "EXT-X-MAP changed") }
        if before.programDateTime != after.programDateTime {
            report(.change, at: number, "EXT-X-PROGRAM-DATE-TIME changed")
        }
        if before.parts != after.parts && !after.parts.isEmpty { report(.change, at: number, "the parts changed") }
    }

    private mutating func compareEnds() {
        if new.nextMediaSequence < old.nextMediaSequence && removedCount >= 0 {
            report(.change, at: new.nextMediaSequence, "segments were removed from the end")
        }
        if old.nextMediaSequence == new.nextMediaSequence, !new.trailingParts.starts(with: old.trailingParts) {
            report(.change, at: new.nextMediaSequence, "the parts changed")
        }
        let hasGrown = new.nextMediaSequence > old.nextMediaSequence
        if old.kind == .onDemand && hasGrown { report(.kind, "a list of type VOD was appended to") }
        if old.isEnded {
            if !new.isEnded { report(.end, "EXT-X-ENDLIST went") }
            if hasGrown { report(.end, "segments came after EXT-X-ENDLIST") }
        }
    }
}
