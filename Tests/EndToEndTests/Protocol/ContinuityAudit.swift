/// Follows the packets of a transport stream by themselves: alignment, continuity counters and the versions of tables
/// (ISO/IEC 13818-1, sections 2.4.3.3 and 2.4.4). Written from the text, not from the product's reader.
struct ContinuityAudit: Sendable {
    private(set) var problems: [String] = []
    /// PIDs of the first packets, as many as are asked for.
    private(set) var firstPIDs: [UInt16] = []
    /// Every programme map's version in the order of appearance, without repetitions.
    private(set) var mapVersions: [UInt8] = []
    private(set) var programs: Set<UInt16> = []
    private(set) var mapPID: UInt16?
    private var counters: [UInt16: UInt8] = [:]
    private var carried: [UInt8] = []
    private var packets = 0

    init() {}

    mutating func read(_ bytes: some Sequence<UInt8>) {
        carried += bytes
        var offset = 0
        while offset + 188 <= carried.count {
            check(Array(carried[offset..<offset + 188]))
            offset += 188
        }
        carried.removeFirst(offset)
    }

    /// The bytes were whole packets.
    var isWhole: Bool { carried.isEmpty && packets > 0 }

    /// What follows begins a sequence of its own.
    mutating func restart() {
        counters = [:]
        carried = []
    }

    private mutating func check(_ packet: [UInt8]) {
        packets += 1
        guard packet[0] == 0x47 else { return report("packet \(packets) does not begin with the sync byte") }
        let pid = UInt16(packet[1] & 0x1F) << 8 | UInt16(packet[2])
        if firstPIDs.count < 2 { firstPIDs.append(pid) }
        guard pid != 0x1FFF else { return }
        let hasPayload = packet[3] & 0x10 != 0
        let adaptation = packet[3] & 0x20 != 0 ? 1 + Int(packet[4]) : 0
        let isDiscontinuous = adaptation > 1 && packet[5] & 0x80 != 0
        let counter = packet[3] & 0x0F
        if let last = counters[pid], !isDiscontinuous {
            let expected = hasPayload ? (last + 1) & 0x0F : last
            if counter != expected {
                report("packet \(packets), PID \(pid): counter \(counter) where \(expected) is due")
            }
        }
        counters[pid] = counter
        guard hasPayload, packet[1] & 0x40 != 0, 4 + adaptation < 188 else { return }
        readTable(packet, pid: pid, from: 4 + adaptation)
    }

    private mutating func readTable(_ packet: [UInt8], pid: UInt16, from payload: Int) {
        let table = payload + 1 + Int(packet[payload])
        guard pid == 0 || pid == mapPID, table + 12 < 188 else { return }
        if pid == 0 {
            programs.insert(UInt16(packet[table + 8]) << 8 | UInt16(packet[table + 9]))
            mapPID = UInt16(packet[table + 10] & 0x1F) << 8 | UInt16(packet[table + 11])
        } else {
            let version = packet[table + 5] >> 1 & 0x1F
            if mapVersions.last != version { mapVersions.append(version) }
        }
    }

    private mutating func report(_ problem: String) {
        if problems.count < 20 { problems.append(problem) }
    }
}
