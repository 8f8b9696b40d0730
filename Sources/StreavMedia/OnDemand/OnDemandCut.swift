/// Where the segments of a movie begin and end, in ticks of 90 kHz: the same for all of its renditions (HLS-19).
struct OnDemandCut: Sendable {
    /// The longest segment that players still take.
    static let longestSegment: Int64 = 60 * Timestamp33.ticksPerSecond
    static let maximumSegments = 1_000_000

    /// The beginnings, and the end of the last.
    private(set) var boundaries: [Int64] = []
    /// Of the picture: the first sample of each segment, and one behind the last that is shown. As many as there are
    /// boundaries; segments behind the picture's end are empty.
    private(set) var videoStarts: [UInt32] = []
    /// No picture is shown before the key frame it comes after: then each segment can be decoded by itself (HLS-24).
    private(set) var isIndependent = true

    var count: Int { boundaries.count - 1 }

    /// - Parameters:
    ///   - video: Its samples are the ones that are cut at.
    ///   - sound: When the sound begins and ends; nil without.
    init(
        video: (track: MovieTrack, timeline: OnDemandTimeline)?, sound: ClosedRange<Int64>?, target: Int64
    ) throws(OnDemandError) {
        if let video {
            try cut(video.track, video.timeline, sound, target)
        } else if let sound {
            boundaries = [sound.lowerBound]
            extend(to: sound.upperBound, target)
        }
        guard count >= 1, let first = boundaries.first, let last = boundaries.last, last > first else {
            throw OnDemandError(.nothingToPlay, "The file has nothing to play.")
        }
        for index in 0..<count where boundaries[index + 1] - boundaries[index] > Self.longestSegment {
            throw OnDemandError(
                .segmentTooLarge,
                "The file has key frames more than a minute apart. Code it anew with one every two seconds.")
        }
        guard count <= Self.maximumSegments else { throw OnDemandError(.segmentTooLarge, "The file is too long.") }
    }

    private mutating func cut(
        _ track: MovieTrack, _ timeline: OnDemandTimeline, _ sound: ClosedRange<Int64>?, _ target: Int64
    ) throws(OnDemandError) {
        let keys = Self.keyFrames(track, timeline)
        guard let first = keys.first else {
            throw OnDemandError(.nothingToPlay, "The picture has no frame that decoding could begin at.")
        }
        let shown = Self.shownSamples(track, timeline)
        isIndependent = !shown.hasLeading
        boundaries = [min(first.time, sound?.lowerBound ?? first.time)]
        videoStarts = [UInt32(first.index)]
        // Each segment ends at the last key frame that keeps it within the target, or at the next one if none does.
        var start = first.time
        var candidate: (index: Int, time: Int64)?
        for key in keys.dropFirst() where key.index < shown.count && key.time > start {
            if let last = candidate, key.time - start > target {
                end(with: last)
                start = last.time
                candidate = key.time > start ? key : nil
            } else {
                candidate = key
            }
            if let only = candidate, only.time - start >= target {
                end(with: only)
                start = only.time
                candidate = nil
            }
        }
        if let last = candidate, shown.end - start > target { end(with: last) }
        // What is heard after the last picture is cut by time.
        boundaries.append(max(shown.end, start + 1))
        videoStarts.append(UInt32(shown.count))
        if let end = sound?.upperBound, let last = boundaries.last, end > last {
            if end - boundaries[boundaries.count - 2] <= target * 3 / 2 {
                boundaries[boundaries.count - 1] = end
            } else {
                extend(to: end, target)
            }
        }
        while videoStarts.count < boundaries.count { videoStarts.append(UInt32(shown.count)) }
    }

    private mutating func end(with key: (index: Int, time: Int64)) {
        boundaries.append(key.time)
        videoStarts.append(UInt32(key.index))
    }

    private mutating func extend(to end: Int64, _ target: Int64) {
        guard var last = boundaries.last else { return }
        while end - last > target * 3 / 2, boundaries.count <= Self.maximumSegments {
            last += target
            boundaries.append(last)
        }
        if end > last { boundaries.append(end) }
    }

    /// From the last one at which everything that is to be seen can still be decoded.
    private static func keyFrames(
        _ track: MovieTrack, _ timeline: OnDemandTimeline
    ) -> [(index: Int, time: Int64)] {
        var keys: [(index: Int, time: Int64)] = []
        for index in track.samples.syncSamples {
            var cursor = track.samples.cursor(at: index)
            guard let sample = cursor.next() else { continue }
            let time = timeline.presentation(sample)
            if time <= OnDemandTimeline.origin { keys.removeAll() }
            keys.append((index, time))
        }
        return keys
    }

    /// How many samples there are to the last that is shown, when that is over, and whether any belongs before the key
    /// frame it comes after (an open group of pictures). Those behind it are cut away by the
    /// edit list; those between are kept, since others may refer to them.
    private static func shownSamples(
        _ track: MovieTrack, _ timeline: OnDemandTimeline
    ) -> (count: Int, end: Int64, hasLeading: Bool) {
        let cutAt = track.presentationEnd.map { timeline.presentation(at: $0) }
        var count = 0
        var end: Int64 = 0
        var key = Int64.min
        var hasLeading = false
        var cursor = track.samples.cursor(at: 0)
        while let sample = cursor.next() {
            let time = timeline.presentation(sample)
            if sample.isSync { key = time }
            if time < key { hasLeading = true }
            guard cutAt.map({ time < $0 }) ?? true else { continue }
            count = sample.index + 1
            end = max(end, timeline.presentationEnd(sample))
        }
        return (count, cutAt.map { min(end, $0) } ?? end, hasLeading)
    }
}

extension OnDemandCut {
    /// Of each segment: rounded at the boundaries, so that the sum is that of the whole (HLS-25).
    var milliseconds: [Int] {
        guard let origin = boundaries.first else { return [] }
        let times = boundaries.map { Int(($0 - origin + 45) / 90) }
        return zip(times.dropFirst(), times).map { $0 - $1 }
    }
}
