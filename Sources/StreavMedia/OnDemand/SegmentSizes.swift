/// How large the segments become, found by planning each of them; and what is wrong with any of them.
struct SegmentSizes {
    /// Bytes of each segment, by program.
    private(set) var bytes: [[Int]] = []

    init(_ programs: [OnDemandProgram], fileSize: Int64) throws(OnDemandError) {
        for program in programs {
            var sizes: [Int] = []
            sizes.reserveCapacity(program.segmentCount)
            var decodeTime = Int64.min
            for segment in 0..<program.segmentCount {
                let plan = try SegmentPlan(program, segment: segment)
                try Self.check(plan, fileSize: fileSize, after: &decodeTime)
                let read = SegmentReads(plan.frames).totalBytes
                let size = SegmentLayout(plan, program, segment: segment).totalBytes
                guard max(read, size) <= OnDemandLimits.segmentBytes else {
                    let at = max(0, program.starts[segment]) / Timestamp33.ticksPerSecond
                    throw OnDemandError(
                        .segmentTooLarge,
                        "The segment at \(at) s takes \(max(read, size)) bytes; at most \(OnDemandLimits.segmentBytes) "
                            + "can be one. Encode the movie with more key frames or fewer bits.")
                }
                sizes.append(size)
            }
            bytes.append(sizes)
        }
    }

    private static func check(
        _ plan: SegmentPlan, fileSize: Int64, after decodeTime: inout Int64
    ) throws(OnDemandError) {
        for frame in plan.frames {
            guard frame.offset <= fileSize - Int64(frame.size) else {
                throw OnDemandError(.badSample, "A sample of \(frame.size) bytes lies outside the file.")
            }
        }
        for unit in plan.units where unit.lane == 0 {
            guard unit.decodeTime >= decodeTime else {
                throw OnDemandError(.badTimes, "Samples are not in the order in which they are decoded.")
            }
            decodeTime = unit.decodeTime
        }
    }
}
