/// The transport packets of a segment, counted before they are written.
///
/// Segments are made each for itself, yet continuity counters go on from one to the next (HLS-22): PAT and PMT come
/// once in each, so their counters are the segment's number; and of every other PID a segment has a multiple of 16
/// packets with payload. The first PES packet of a PID is spread over as many more packets as that takes.
struct SegmentLayout {
    /// Of the adaptation field with the clock and its length byte.
    static let clockFieldBytes = 8
    /// A packet's room for payload and adaptation field.
    static let packetRoom = TransportPacket.size - 4
    /// Continuity counters count so far.
    static let counterPeriod = 16
    /// The clock is written no less often, 90 kHz: 100 ms (ISO/IEC 13818-1 section 2.7.2).
    static let clockInterval: Int64 = 9_000

    /// Transport packets of each PES packet.
    private(set) var packets: [Int] = []
    /// Bytes of the segment.
    private(set) var totalBytes = 0

    init(_ plan: SegmentPlan, _ program: OnDemandProgram, segment: Int) {
        packets.reserveCapacity(plan.units.count)
        var sums = [Int](repeating: 0, count: program.lanes.count)
        var firsts = [Int?](repeating: nil, count: program.lanes.count)
        var pacer = ClockPacer(program, segment: segment)
        var clockPackets = 0
        for unit in plan.units {
            while pacer.next(before: unit) != nil { clockPackets += 1 }
            if firsts[unit.lane] == nil { firsts[unit.lane] = packets.count }
            let count = Self.packets(bytes: Self.bytes(unit), adaptation: unit.lane == 0 ? Self.clockFieldBytes : 0)
            packets.append(count)
            sums[unit.lane] += count
        }
        while pacer.next() != nil { clockPackets += 1 }
        for lane in sums.indices {
            guard let first = firsts[lane] else { continue }
            let missing = (Self.counterPeriod - sums[lane] % Self.counterPeriod) % Self.counterPeriod
            packets[first] += missing
            sums[lane] += missing
        }
        totalBytes = program.tables.count + (sums.reduce(0, +) + clockPackets) * TransportPacket.size
    }

    /// Of a PES packet, header and all.
    static func bytes(_ unit: SegmentPlan.Unit) -> Int {
        PESHeader.bytes(presentationTime: unit.presentationTime, decodeTime: unit.decodeTime) + unit.payloadBytes
    }

    /// The fewest packets for so many bytes.
    private static func packets(bytes: Int, adaptation: Int) -> Int {
        let rest = bytes - (packetRoom - adaptation)
        return rest <= 0 ? 1 : 1 + (rest + packetRoom - 1) / packetRoom
    }
}
