import NIOCore

/// The segments of one rendition: where they begin, and which samples are in them.
struct OnDemandProgram: Sendable {
    static let mapPID: UInt16 = 0x1000

    /// The first carries the programme's clock: the video, else the audio.
    private(set) var lanes: [OnDemandLane]
    /// When each segment begins to be presented, and in the end when the last one ends: 90 kHz, ascending.
    private(set) var starts: [Int64]
    /// PAT and PMT, a packet each, their counters 0.
    let tables: [UInt8]

    var segmentCount: Int { starts.count - 1 }

    /// Its lists' own; the sample tables are the movie's.
    var memoryBytes: Int {
        starts.count * MemoryLayout<Int64>.stride * (1 + lanes.count) + tables.count
    }

    init(_ draft: OnDemandDraft) throws(OnDemandError) {
        lanes = draft.lanes
        starts = draft.starts
        tables = Self.tables(draft.lanes)
        guard draft.starts.count >= 2, !draft.lanes.isEmpty else {
            throw OnDemandError(.nothingToPlay, "Nothing of the movie's tracks is presented.")
        }
        guard segmentCount <= OnDemandLimits.segments else { throw .tooManySegments }
        let longest = SegmentPacing(OnDemandLimits.longestSegment).target
        for segment in 0..<segmentCount {
            let length = starts[segment + 1] - starts[segment]
            guard length > 0 else {
                throw OnDemandError(.badTimes, "Segment \(segment) would end before it begins.")
            }
            guard length <= longest else {
                let at = max(0, starts[segment]) / Timestamp33.ticksPerSecond
                throw OnDemandError(
                    .segmentTooLong,
                    "From \(at) s on there is no key frame, or no sound, for \(length / Timestamp33.ticksPerSecond) s; "
                        + "at most \(OnDemandLimits.longestSegment.components.seconds) s can be a segment. "
                        + "Encode the movie with more key frames.")
            }
        }
    }

    /// In milliseconds, rounded from absolute times: their sum is that of the whole.
    func milliseconds(of segment: Int) -> Int64 {
        SegmentPacing.milliseconds(starts[segment + 1]) - SegmentPacing.milliseconds(starts[segment])
    }

    /// When the programme's clock is at the segment's beginning: no later than anything in it is decoded.
    /// Nil: after the last segment.
    func clockStart(_ segment: Int) -> Int64? {
        guard segment < segmentCount else { return nil }
        let lane = lanes[0]
        guard case .video = lane.framing, lane.firstSamples[segment] < lane.firstSamples[segmentCount] else {
            return starts[segment]
        }
        var cursor = lane.samples.cursor(at: lane.firstSamples[segment])
        guard let sample = cursor.next() else { return starts[segment] }
        return min(starts[segment], lane.times.decodeTime(sample))
    }

    private static func tables(_ lanes: [OnDemandLane]) -> [UInt8] {
        var tables = ProgramTables(mapPID: mapPID)
        tables.describe(
            lanes.map { .init(pid: $0.pid, streamType: $0.streamType, descriptors: []) },
            clockPID: lanes.first?.pid ?? TransportPacket.nullPID)
        var output = ByteBuffer()
        tables.write(into: &output)
        var bytes = Array(output.readableBytesView)
        for packet in stride(from: 0, to: bytes.count, by: TransportPacket.size) { bytes[packet + 3] &= 0xF0 }
        return bytes
    }
}
