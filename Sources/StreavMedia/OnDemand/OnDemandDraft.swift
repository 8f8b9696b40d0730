/// Where the segments of a rendition begin, while its tracks are put together.
struct OnDemandDraft {
    private let pacing: SegmentPacing
    private(set) var lanes: [OnDemandLane] = []
    /// When each segment begins, and at last the end, 90 kHz.
    private(set) var starts: [Int64] = []
    private var end: Int64

    /// Segments as the video wants them, with one audio track in them or none.
    ///
    /// - Parameter start: When the first of all tracks begins.
    init(video: VideoTrack, audio: AudioTrack?, start: Int64, pacing: SegmentPacing) throws(OnDemandError) {
        self.pacing = pacing
        end = video.cuts.end
        starts = video.cuts.starts
        lanes = [
            OnDemandLane(
                samples: video.track.samples, times: video.cuts.times, framing: .video(video.framing),
                firstSamples: video.cuts.firstSamples)
        ]
        lead(from: start, hasSound: audio != nil)
        if let audio {
            extend(to: audio.extent.endTime)
            lanes[0].firstSamples += repeatElement(
                lanes[0].firstSamples[lanes[0].firstSamples.count - 1],
                count: starts.count + 1 - lanes[0].firstSamples.count)
            try add(audio)
        }
        close()
    }

    /// Segments of an audio track alone.
    ///
    /// - Parameters:
    ///   - reference: The segments it goes along with, as far as they reach, begin and end at these times; else only
    ///     when the first of all tracks begins.
    init(audio: AudioTrack, reference: [Int64], pacing: SegmentPacing) throws(OnDemandError) {
        self.pacing = pacing
        starts = reference.count > 1 ? Array(reference.dropLast()) : reference
        end = reference[reference.count - 1]
        extend(to: audio.extent.endTime)
        try add(audio)
        end = audio.extent.endTime
        close()
    }

    /// What is heard before the first picture.
    private mutating func lead(from start: Int64, hasSound: Bool) {
        let first = starts[0]
        guard start < first else { return }
        let next = starts.count > 1 ? starts[1] : end
        guard hasSound, first - start >= OnDemandLimits.shortestSegment, next - start > pacing.limit else {
            starts[0] = start
            return
        }
        let added = [start] + pacing.cuts(from: start, to: first)
        starts.insert(contentsOf: added, at: 0)
        let firstSample = lanes[0].firstSamples[0]
        lanes[0].firstSamples.insert(contentsOf: repeatElement(firstSample, count: added.count), at: 0)
    }

    /// What is heard after the last picture.
    private mutating func extend(to audioEnd: Int64) {
        let last = starts[starts.count - 1]
        if audioEnd > end, audioEnd - last > pacing.limit {
            let cut = max(end, last + pacing.target)
            if audioEnd - cut >= OnDemandLimits.shortestSegment {
                starts.append(cut)
                starts += pacing.cuts(from: cut, to: audioEnd)
            }
        }
        end = max(end, audioEnd)
    }

    /// Deals the audio frames to the segments by their presentation times.
    private mutating func add(_ audio: AudioTrack) throws(OnDemandError) {
        var firstSamples = [audio.extent.first]
        var firstTimes: [Int64?] = [nil]
        var cursor = audio.track.samples.cursor(at: audio.extent.first)
        while let sample = cursor.next(), sample.index < audio.extent.end {
            let time = audio.times.scaled(try audio.times.presentationTicks(sample))
            while firstSamples.count < starts.count, time >= starts[firstSamples.count] {
                firstSamples.append(sample.index)
                firstTimes.append(nil)
            }
            if sample.size > 0, firstTimes[firstTimes.count - 1] == nil { firstTimes[firstTimes.count - 1] = time }
        }
        firstSamples += repeatElement(audio.extent.end, count: starts.count + 1 - firstSamples.count)
        firstTimes += repeatElement(nil, count: starts.count - firstTimes.count)
        lanes.append(
            OnDemandLane(
                samples: audio.track.samples, times: audio.times, framing: .audio(audio.framing),
                firstSamples: firstSamples))
        compact(firstTimes)
    }

    /// Segments with nothing in them are joined to the one before.
    private mutating func compact(_ audioTimes: [Int64?]) {
        let hasVideo = lanes.count > 1
        let kept = starts.indices.filter { segment in
            audioTimes[segment] != nil
                || hasVideo && lanes[0].firstSamples[segment] < lanes[0].firstSamples[segment + 1]
        }
        let first = starts[0]
        let isExact = !hasVideo
        starts = kept.enumerated().map { position, segment in
            if position == 0 { return first }
            // Without pictures a segment begins when its first frame does.
            return isExact ? audioTimes[segment] ?? starts[segment] : starts[segment]
        }
        for index in lanes.indices {
            let last = lanes[index].firstSamples[lanes[index].firstSamples.count - 1]
            let firstSamples = lanes[index].firstSamples
            lanes[index].firstSamples = kept.map { firstSamples[$0] } + [last]
        }
    }

    private mutating func close() {
        guard let last = starts.last else { return }
        // A last frame for which the file states no time is there for a millisecond at least.
        starts.append(max(end, last + Timestamp33.ticksPerSecond / 1_000))
    }
}
