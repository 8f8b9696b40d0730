public import NIOCore

extension OnDemandPackage {
    /// What lies between two pieces of a segment is read with them when it is no more than this: one read costs more.
    static let readGap: Int64 = 64 << 10

    /// The parts of the file that a segment is made of: ascending, disjoint.
    public func reads(_ rendition: Int, segment: Int) -> [Range<Int64>] {
        var pieces: [Range<Int64>] = []
        for reader in readers(renditions[rendition], segment) {
            var reader = reader
            while let unit = reader.next() {
                for sample in [unit.first] + unit.more where sample.size > 0 {
                    let end = sample.offset + Int64(sample.size)
                    if let last = pieces.last, last.upperBound == sample.offset {
                        pieces[pieces.count - 1] = last.lowerBound..<end
                    } else {
                        pieces.append(sample.offset..<end)
                    }
                }
            }
        }
        pieces.sort { $0.lowerBound < $1.lowerBound }
        var merged: [Range<Int64>] = []
        for piece in pieces {
            if let last = merged.last, piece.lowerBound - last.upperBound <= Self.readGap {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, piece.upperBound)
            } else {
                merged.append(piece)
            }
        }
        return merged
    }

    /// A segment, from the bytes of ``reads(_:segment:)`` in their order.
    ///
    /// - Throws: `malformed` where the media is not what the index says.
    public func segment(
        _ rendition: Int, segment: Int, bytes: [ByteBuffer]
    ) throws(OnDemandError) -> ByteBuffer {
        let plan = renditions[rendition]
        let source = OnDemandSource(reads(rendition, segment: segment), bytes)
        var writer = OnDemandSegmentWriter(capacity: plan.segmentBytes[segment])
        var tables = ProgramTables(mapPID: Self.mapPID, counter: UInt8(segment & 15))
        tables.describe(
            plan.lanes.map { lane in
                ProgramTables.Stream(
                    pid: lane.pid, streamType: carriages[lane.track]?.streamType ?? 0, descriptors: [])
            }, clockPID: plan.lanes[0].pid)
        writer.write(&tables)
        var counters = plan.lanes.map { $0.counters[segment] }
        let main = plan.lanes[0]
        let limit = OnDemandMeasure.clockLimit(index.tracks[main.track], main.timeline, main.starts, segment)
        var clock = OnDemandClock(lane: 0, limit: limit)
        var units = OnDemandUnits(readers(plan, segment))
        while let unit = units.next() {
            let lane = plan.lanes[unit.lane]
            guard let carriage = carriages[lane.track] else { continue }
            let times = clock.times(before: unit)
            for time in times.alone {
                writer.writeClock(time, pid: plan.lanes[0].pid, counter: (counters[0] + 15) & 15)
            }
            try writer.write(
                unit, carriage, pid: lane.pid, counter: &counters[unit.lane], hasClock: times.withUnit, from: source)
        }
        return writer.bytes
    }
}
