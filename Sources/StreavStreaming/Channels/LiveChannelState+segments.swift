import NIOCore
import StreavDomain
import StreavMedia
import StreavPorts

extension LiveChannelState {
    mutating func openSegment(
        _ unit: LiveMuxer.MuxedUnit, startsWithKey: Bool, now: MonotonicInstant, wall: Timestamp
    ) {
        let isDiscontinuity = (unit.isDiscontinuity || owesDiscontinuity) && playlist != nil
        owesDiscontinuity = false
        if coverage.dateMilliseconds == nil || unit.isDiscontinuity {
            // Programme time never goes back, even where the wall clock does.
            let covered = coverage.date(at: coverage.end) ?? dateFloor
            coverage.dateMilliseconds = max(covered, wall.milliseconds)
            coverage.dateTime = unit.decodeTime
        }
        // Segments go by the key track; sound that comes first belongs to the picture that follows.
        segment = OpenSegment(
            start: unit.isKeyTrack ? unit.decodeTime : coverage.mediaEnd, isDiscontinuity: isDiscontinuity,
            startsWithKey: startsWithKey)
    }

    /// Publishes the open segment, which lasts until output time `end`; its blocks are flushed already.
    mutating func closeSegment(at end: Int64, now: MonotonicInstant, wall: Timestamp) {
        guard let open = segment else { return }
        segment = nil
        let duration = end - open.start
        guard duration >= configuration.shortestSegment.wholeMilliseconds * 90, open.byteCount > 0 else {
            owesDiscontinuity = owesDiscontinuity || open.isDiscontinuity
            return
        }
        let target = targetDuration ?? measuredTarget(duration)
        targetDuration = target
        // Media that cannot be decoded by itself would break EXT-X-INDEPENDENT-SEGMENTS, and media longer than the
        // target EXT-X-TARGETDURATION: its time is listed as a gap.
        let longest = LiveMediaPlaylist.maximumDurationTicks(targetDuration: target)
        guard open.startsWithKey, duration <= longest else {
            statistics.degradations += 1
            appendGap(duration, now: now, wall: wall, date: coverage.date(at: open.start))
            owesDiscontinuity = open.isDiscontinuity
            coverage.end = end
            return
        }
        publish(open, end: end, target: target, now: now, wall: wall)
    }

    private mutating func publish(
        _ open: OpenSegment, end: Int64, target: Int, now: MonotonicInstant, wall: Timestamp
    ) {
        let mediaSequence = sequences.media
        let lifetime = signatureLifetime(target)
        let entry = LiveMediaPlaylist.Segment(
            uri: address(mediaSequence, wall.advanced(by: lifetime)), durationTicks: end - open.start,
            isDiscontinuity: open.isDiscontinuity, programDateTime: coverage.date(at: open.start) ?? 0, isGap: false,
            isIndependent: true)
        guard append(entry, target: target, now: now) else {
            owesDiscontinuity = owesDiscontinuity || open.isDiscontinuity
            return
        }
        let formats = muxer.formats.compactMap(\.self)
        if publishedFormats.isEmpty || formats.count == muxer.formats.count { publishedFormats = formats }
        shelf.add(
            MediaSegment(
                mediaSequence: mediaSequence, address: entry.uri, buffers: open.buffers, byteCount: open.byteCount,
                duration: end - open.start, expires: now + lifetime))
        coverage.end = end
        coverage.lastWasGap = false
        statistics.segments += 1
        if open.isDiscontinuity { statistics.discontinuities += 1 }
        let ticks = end - open.start
        statistics.ticks += ticks
        statistics.bytes += Int64(open.byteCount)
        // A sliver's rate says nothing of the channel's.
        if ticks >= 45_000 {
            let rate = Int(Double(open.byteCount) * 8 * 90_000 / Double(ticks))
            statistics.peakBitrate = max(statistics.peakBitrate, rate)
        }
    }

    /// Lists missing time (EXT-X-GAP), in pieces no longer than the target duration.
    mutating func appendGap(_ ticks: Int64, now: MonotonicInstant, wall: Timestamp, date: Int64? = nil) {
        guard let target = targetDuration else { return }
        var rest = ticks
        var start = date ?? coverage.date(at: coverage.end) ?? wall.milliseconds
        while rest > 0 {
            let piece = min(rest, Int64(target) * 90_000)
            let entry = LiveMediaPlaylist.Segment(
                uri: address(sequences.media, wall.advanced(by: signatureLifetime(target))), durationTicks: piece,
                isDiscontinuity: false, programDateTime: start, isGap: true, isIndependent: true)
            guard append(entry, target: target, now: now) else { return }
            statistics.gaps += 1
            coverage.end += piece
            start += piece / 90
            rest -= piece
        }
        coverage.lastWasGap = true
    }

    /// Puts an entry on the playlist and retires what leaves it.
    private mutating func append(_ entry: LiveMediaPlaylist.Segment, target: Int, now: MonotonicInstant) -> Bool {
        var list =
            playlist
            ?? LiveMediaPlaylist(
                targetDuration: target, windowCount: plan.window, mediaSequence: sequences.media,
                discontinuitySequence: sequences.discontinuity, isIndependentSegments: true)
        do throws(LiveMediaPlaylistError) {
            for removed in try list.append(entry) {
                shelf.retire(removed.mediaSequence, until: now + removed.availableFor)
            }
        } catch {
            statistics.degradations += 1
            // Only thousands of slivers in three target durations fill a list: then another one begins.
            if case .full = error { restartPlaylist(now: now) }
            return false
        }
        playlist = list
        sequences.media = list.nextMediaSequence
        if entry.isDiscontinuity { sequences.discontinuity += 1 }
        document = PlaylistDocument(text: list.bytes)
        coverage.lastAppend = now
        advanced = true
        return true
    }

    /// What is listed is withdrawn; the numbers go on in a new list.
    mutating func restartPlaylist(now: MonotonicInstant) {
        if let playlist {
            for removed in playlist.withdrawn() {
                shelf.retire(removed.mediaSequence, until: now + removed.availableFor)
            }
            dateFloor = max(dateFloor, playlist.nextProgramDateTime ?? 0)
            sequences.discontinuity += 1
        }
        playlist = nil
        document = nil
    }

    /// A signature covers the time a segment is listed and the time it stays after that: 2 × window + 2 × target.
    private func signatureLifetime(_ target: Int) -> Duration {
        .seconds(2 * plan.window * target + 2 * target)
    }

    private func measuredTarget(_ duration: Int64) -> Int {
        let wanted = max(plan.segmentTarget.wholeMilliseconds * 90, duration)
        return Int(min(wanted, configuration.longestTarget.wholeMilliseconds * 90) + 89_999) / 90_000
    }
}
