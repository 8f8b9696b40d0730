/// Where the segments of a video track begin: key frames near the target.
struct VideoCuts {
    /// Samples from one possible cut to the next, in decode order.
    private struct Stretch {
        let firstSample: Int
        /// PTS of its key frame, 90 kHz.
        let keyTime: Int64
        /// The earliest PTS in it: before the key frame's where a group is open.
        var start: Int64

        mutating func append(_ other: Stretch) {
            start = min(start, other.start)
        }
    }

    private let pacing: SegmentPacing
    /// The segment in hand up to the last cut that fits the target.
    private var committed: Stretch?
    /// What follows that cut.
    private var open: Stretch?
    /// Something was presented: decoding cannot begin later.
    private var isPresented = false
    private var smallestOffset: Int64 = 0

    /// Index of each segment's first sample; in the end one more, the sample after the last.
    private(set) var firstSamples: [Int] = []
    /// When each segment begins to be shown, 90 kHz.
    private(set) var starts: [Int64] = []
    /// When the last frame ends, 90 kHz.
    private(set) var end = Int64.min
    /// Each segment begins with a key frame that nothing from before is shown after.
    private(set) var isIndependent = true
    /// With the decode shift.
    private(set) var times: TrackTimes

    init(_ track: MovieTrack, pacing: SegmentPacing) throws(OnDemandError) {
        self.pacing = pacing
        times = try TrackTimes(track)
        let endSample = try SampleExtent.end(of: track, times)
        var cursor = track.samples.cursor(at: 0)
        while let sample = cursor.next(), sample.index < endSample {
            try add(sample)
        }
        guard let open else {
            throw OnDemandError(.noKeyFrame, "Track \(track.id) has no key frame that decoding could begin with.")
        }
        guard isPresented else {
            throw OnDemandError(.nothingToPlay, "The edit list of track \(track.id) leaves nothing to be shown.")
        }
        if let presentationEnd = track.presentationEnd {
            // Where samples are left out, the last one that is shown is shown up to then.
            let last = times.scaled(presentationEnd)
            end = endSample < track.samples.count ? last : min(end, last)
        }
        try finish(open)
        firstSamples.append(endSample)
        times.decodeShift += min(0, smallestOffset)
    }

    private mutating func add(_ sample: MovieSample) throws(OnDemandError) {
        // Frames without bytes are the last one shown on.
        guard sample.size > 0 else { return }
        let ticks = try times.presentationTicks(sample)
        let time = times.scaled(ticks)
        if sample.isSync {
            if isPresented {
                try key(sample, time)
            } else {
                // What only led up to an earlier key frame is never shown.
                open = Stretch(firstSample: sample.index, keyTime: time, start: time)
                end = .min
                smallestOffset = 0
            }
        }
        guard let open else { return }
        let sampleEnd = ticks + Int64(sample.duration)
        isPresented = isPresented || sampleEnd > 0
        end = max(end, times.scaled(sampleEnd))
        self.open?.start = min(open.start, time)
        if time < open.keyTime { isIndependent = false }
        smallestOffset = min(smallestOffset, Int64(sample.compositionOffset))
    }

    private mutating func key(_ sample: MovieSample, _ time: Int64) throws(OnDemandError) {
        guard let open, time > open.keyTime else { return }
        let next = Stretch(firstSample: sample.index, keyTime: time, start: time)
        var whole = committed ?? open
        whole.append(open)
        if time - whole.start <= pacing.limit {
            committed = whole
        } else if let committed, open.start - committed.start >= OnDemandLimits.shortestSegment {
            try emit(committed)
            if time - open.start <= pacing.limit {
                self.committed = open
            } else {
                try emit(open)
                self.committed = nil
            }
        } else {
            try emit(whole)
            committed = nil
        }
        self.open = next
    }

    private mutating func finish(_ open: Stretch) throws(OnDemandError) {
        var whole = committed ?? open
        whole.append(open)
        let isRestShort = end - open.start < OnDemandLimits.shortestSegment
        if let committed, end - whole.start > pacing.limit, !isRestShort {
            try emit(committed)
            try emit(open)
        } else {
            try emit(whole)
        }
    }

    private mutating func emit(_ stretch: Stretch) throws(OnDemandError) {
        if let last = starts.last, stretch.start <= last {
            throw OnDemandError(
                .badTimes, "Frames after sample \(stretch.firstSample) are shown before the group of pictures before.")
        }
        guard starts.count < OnDemandLimits.segments else { throw .tooManySegments }
        firstSamples.append(stretch.firstSample)
        starts.append(stretch.start)
    }
}
