/// Deals samples to segments, and finds how many transport packets each segment takes.
struct OnDemandMeasure {
    private let index: MovieIndex
    private let cut: OnDemandCut
    private let timelines: [OnDemandTimeline]
    private let carriages: [Int: OnDemandCarriage]

    init(
        _ index: MovieIndex, _ cut: OnDemandCut, _ timelines: [OnDemandTimeline],
        _ carriages: [Int: OnDemandCarriage]
    ) {
        self.index = index
        self.cut = cut
        self.timelines = timelines
        self.carriages = carriages
    }

    func rendition(_ plan: OnDemandLayout.Plan) throws(OnDemandError) -> OnDemandRendition {
        let starts = plan.tracks.map { track in
            index.tracks[track].codec.kind == .video ? cut.videoStarts : soundStarts(track)
        }
        var counters = plan.tracks.map { _ in [UInt8]() }
        var running = plan.tracks.map { _ in 0 }
        var bytes: [Int] = []
        for segment in 0..<cut.count {
            for lane in plan.tracks.indices { counters[lane].append(UInt8(running[lane] & 15)) }
            let packets = count(plan.tracks, starts, segment)
            for lane in plan.tracks.indices { running[lane] += packets.lanes[lane] }
            let size = (packets.lanes.reduce(packets.clocks, +) + 2) * TransportPacket.size
            guard size <= OnDemandPackage.largestSegment else {
                throw OnDemandError(
                    .segmentTooLarge, "The file's key frames are too far apart for its bit rate. Code it anew.")
            }
            bytes.append(size)
        }
        let track = index.tracks[plan.tracks[0]]
        let durations = cut.milliseconds
        let peak = zip(bytes, durations).map { $0 * 8000 / max(1, $1) }.max() ?? 0
        let whole = durations.reduce(0, +)
        return OnDemandRendition(
            id: plan.id, kind: track.codec.kind, language: track.language, name: plan.name, segmentCount: cut.count,
            peakBitsPerSecond: peak,
            averageBitsPerSecond: Int(Double(bytes.reduce(0, +)) * 8000 / Double(max(1, whole))),
            lanes: plan.tracks.enumerated().map { position, track in
                OnDemandLane(
                    track: track, pid: OnDemandPackage.firstPID + UInt16(position), timeline: timelines[track],
                    starts: starts[position], counters: counters[position])
            }, segmentBytes: bytes)
    }

    /// Each frame goes to the segment in which it begins to be heard; what is over before the presentation begins goes
    /// to none.
    private func soundStarts(_ track: Int) -> [UInt32] {
        let samples = index.tracks[track].samples
        let timeline = timelines[track]
        let end = index.tracks[track].presentationEnd.map { timeline.presentation(at: $0) } ?? .max
        var starts: [UInt32] = []
        var shown = 0
        var cursor = samples.cursor(at: 0)
        while let sample = cursor.next() {
            guard timeline.presentationEnd(sample) > OnDemandTimeline.origin else { continue }
            if starts.isEmpty { starts.append(UInt32(sample.index)) }
            let time = timeline.presentation(sample)
            guard time < end else { break }
            while starts.count < cut.count, time >= cut.boundaries[starts.count] {
                starts.append(UInt32(sample.index))
            }
            shown = sample.index + 1
        }
        while starts.count <= cut.count { starts.append(UInt32(shown)) }
        return starts
    }

    /// When the first sample of the next segment is decoded, in the lane that has the clock.
    static func clockLimit(
        _ track: MovieTrack, _ timeline: OnDemandTimeline, _ starts: [UInt32], _ segment: Int
    ) -> Int64 {
        let next = starts[segment + 1]
        guard next < starts[starts.count - 1] else { return .max }
        return timeline.decoding(track.samples[Int(next)])
    }

    private func count(_ tracks: [Int], _ starts: [[UInt32]], _ segment: Int) -> (lanes: [Int], clocks: Int) {
        var lanes = tracks.map { _ in 0 }
        var clocks = 0
        var clock = OnDemandClock(
            lane: 0, limit: Self.clockLimit(index.tracks[tracks[0]], timelines[tracks[0]], starts[0], segment))
        var units = OnDemandUnits(
            tracks.enumerated().map { position, track in
                OnDemandLaneReader(
                    position, index.tracks[track], timelines[track],
                    samples: Int(starts[position][segment])..<Int(starts[position][segment + 1]))
            })
        while let unit = units.next() {
            let times = clock.times(before: unit)
            clocks += times.alone.reduce(0) { count, _ in count + 1 }
            guard let carriage = carriages[tracks[unit.lane]] else { continue }
            lanes[unit.lane] += OnDemandCarriage.packets(carriage.packetBytes(unit), hasClock: times.withUnit)
        }
        return (lanes, clocks)
    }
}
