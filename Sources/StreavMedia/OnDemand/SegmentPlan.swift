/// The PES packets of one segment in the order of their decode times, told by the sample tables alone.
struct SegmentPlan {
    /// A sample's place in the file.
    struct Frame {
        let offset: Int64
        let size: Int
    }

    /// A PES packet.
    struct Unit {
        let lane: Int
        /// 90 kHz on the movie's timeline.
        let decodeTime: Int64
        let presentationTime: Int64
        let isKey: Bool
        var frames: Range<Int>
        /// Of the elementary stream; of video an estimate from above, until its headers are read.
        var payloadBytes: Int
        var addsDelimiter = false
        var addsParameterSets = false
    }

    /// Audio frames share a PES packet up to so many bytes.
    private static let sharedBytes = 2_800
    /// And as long as they begin this close to the first, 90 kHz: with the usual rates below 100 ms in all.
    private static let sharedTime: Int64 = 7_000
    /// A frame's time may be off that which its PES packet implies by so much, 90 kHz: a millisecond.
    private static let tolerance: Int64 = 90

    private(set) var units: [Unit] = []
    private(set) var frames: [Frame] = []

    init(_ program: OnDemandProgram, segment: Int) throws(OnDemandError) {
        for index in program.lanes.indices {
            let lane = program.lanes[index]
            let range = lane.firstSamples[segment]..<lane.firstSamples[segment + 1]
            guard !range.isEmpty else { continue }
            guard frames.count + range.count <= OnDemandLimits.segmentFrames else {
                throw OnDemandError(
                    .segmentTooLarge,
                    "A segment would have more than \(OnDemandLimits.segmentFrames) frames: the movie needs key frames."
                )
            }
            let before = units
            units = []
            switch lane.framing {
            case .video(let framing): try addVideo(lane, framing, range, index)
            case .audio(let framing): try addAudio(lane, framing, range, index)
            }
            if !before.isEmpty { units = Self.merged(before, units) }
        }
    }

    private mutating func addVideo(
        _ lane: OnDemandLane, _ framing: VideoFraming, _ range: Range<Int>, _ index: Int
    ) throws(OnDemandError) {
        units.reserveCapacity(range.count)
        var cursor = lane.samples.cursor(at: range.lowerBound)
        while let sample = cursor.next(), sample.index < range.upperBound {
            guard sample.size > 0 else { continue }
            let frame = try Self.frame(sample)
            let decodeTime = lane.times.decodeTime(sample)
            let presentationTime = lane.times.presentationTime(sample)
            guard decodeTime >= units.last?.decodeTime ?? .min,
                0...OnDemandLimits.reordering ~= presentationTime - decodeTime
            else {
                throw OnDemandError(
                    .badTimes, "Sample \(sample.index) is decoded out of order, or long before its time.")
            }
            units.append(
                Unit(
                    lane: index, decodeTime: decodeTime, presentationTime: presentationTime, isKey: sample.isSync,
                    frames: frames.count..<frames.count + 1,
                    payloadBytes: framing.estimate(size: sample.size, isKey: sample.isSync)))
            frames.append(frame)
        }
    }

    private mutating func addAudio(
        _ lane: OnDemandLane, _ framing: ADTSFraming, _ range: Range<Int>, _ index: Int
    ) throws(OnDemandError) {
        var cursor = lane.samples.cursor(at: range.lowerBound)
        var open: Unit?
        while let sample = cursor.next(), sample.index < range.upperBound {
            guard sample.size > 0 else { continue }
            guard sample.size <= ADTSFraming.mostFrameBytes - ADTSFraming.headerBytes else {
                throw OnDemandError(.badSample, "An audio frame has \(sample.size) bytes, more than AAC allows.")
            }
            let frame = try Self.frame(sample)
            let bytes = sample.size + ADTSFraming.headerBytes
            let time = lane.times.presentationTime(sample)
            if var unit = open {
                guard time >= unit.presentationTime else {
                    throw OnDemandError(.badTimes, "Audio sample \(sample.index) is heard before the one before it.")
                }
                let implied = Int64(unit.frames.count) * 1_024 * Timestamp33.ticksPerSecond / Int64(framing.sampleRate)
                let passed = time - unit.presentationTime
                if unit.payloadBytes + bytes <= Self.sharedBytes, passed < Self.sharedTime,
                    abs(passed - implied) <= Self.tolerance
                {
                    unit.frames = unit.frames.lowerBound..<frames.count + 1
                    unit.payloadBytes += bytes
                    open = unit
                    frames.append(frame)
                    continue
                }
                units.append(unit)
            }
            open = Unit(
                lane: index, decodeTime: time, presentationTime: time, isKey: index == 0 && units.isEmpty,
                frames: frames.count..<frames.count + 1, payloadBytes: bytes)
            frames.append(frame)
        }
        if let open { units.append(open) }
    }

    /// Bounded, so that sums of places and sizes cannot overflow.
    private static func frame(_ sample: MovieSample) throws(OnDemandError) -> Frame {
        guard sample.offset >= 0, sample.offset <= .max / 2 else {
            throw OnDemandError(.badSample, "Sample \(sample.index) lies outside the file.")
        }
        guard sample.size <= OnDemandLimits.segmentBytes else {
            throw OnDemandError(
                .segmentTooLarge,
                "Sample \(sample.index) has \(sample.size) bytes; a segment has \(OnDemandLimits.segmentBytes) at most."
            )
        }
        return Frame(offset: sample.offset, size: sample.size)
    }

    /// Both in one order; at the same time the first lane's go first.
    private static func merged(_ first: [Unit], _ second: [Unit]) -> [Unit] {
        var merged: [Unit] = []
        merged.reserveCapacity(first.count + second.count)
        var next = 0
        for unit in first {
            while next < second.count, second[next].decodeTime < unit.decodeTime {
                merged.append(second[next])
                next += 1
            }
            merged.append(unit)
        }
        merged.append(contentsOf: second[next...])
        return merged
    }

    /// Replaces what was estimated of a video unit.
    mutating func set(_ shape: VideoFraming.Shape, at index: Int) {
        units[index].payloadBytes = shape.bytes
        units[index].addsDelimiter = shape.addsDelimiter
        units[index].addsParameterSets = shape.addsParameterSets
    }
}
