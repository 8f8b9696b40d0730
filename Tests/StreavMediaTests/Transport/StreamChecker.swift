import NIOCore

/// A strict reader for tests, on its own: checks what every legal stream with one programme must keep to, and collects
/// what is in it.
struct StreamChecker {
    struct Unit: Equatable {
        let pid: UInt16
        let pts: UInt64?
        let dts: UInt64?
        let payload: [UInt8]
        /// Where its first packet lies.
        let position: Int
    }

    private(set) var violations: [String] = []
    private(set) var units: [Unit] = []
    private(set) var clocks: [(pid: UInt16, value: UInt64, position: Int)] = []
    private(set) var tablePositions: [Int] = []
    private(set) var mapVersions: [UInt8] = []
    private(set) var lastMap: [UInt8] = []
    private(set) var clockPID: UInt16?
    private var counters: [UInt16: UInt8] = [:]
    private var open: [UInt16: (position: Int, bytes: [UInt8])] = [:]

    init(_ buffer: ByteBuffer) {
        let bytes = Array(buffer.readableBytesView)
        if bytes.count % 188 != 0 { violations.append("not whole packets") }
        for position in stride(from: 0, to: bytes.count - 187, by: 188) {
            read(Array(bytes[position..<position + 188]), position)
        }
        for pid in open.keys.sorted() { close(pid) }
        units.sort { $0.position < $1.position }
    }

    func units(of pid: UInt16) -> [Unit] { units.filter { $0.pid == pid } }

    private mutating func read(_ packet: [UInt8], _ position: Int) {
        guard packet[0] == 0x47 else { return violations.append("no sync byte at \(position)") }
        let pid = UInt16(packet[1] & 0x1F) << 8 | UInt16(packet[2])
        let isStart = packet[1] & 0x40 != 0
        let hasAdaptation = packet[3] & 0x20 != 0
        let hasPayload = packet[3] & 0x10 != 0
        let start = hasAdaptation ? 5 + Int(packet[4]) : 4
        let flags = hasAdaptation && packet[4] > 0 ? packet[5] : 0
        if start > 188 || hasPayload && start > 187 { violations.append("adaptation field too long at \(position)") }
        checkCounter(packet[3] & 15, pid, hasPayload, isDiscontinuity: flags & 0x80 != 0, position)
        if flags & 0x10 != 0 {
            let high = packet[6..<10].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let base = high << 1 | UInt64(packet[10] >> 7)
            clocks.append((pid, base * 300 + UInt64(packet[10] & 1) << 8 + UInt64(packet[11]), position))
        }
        guard hasPayload, start < 188, pid != 0x1FFF else { return }
        let payload = Array(packet[start...])
        if pid == 0 {
            tablePositions.append(position)
        } else if pid == 0x1000 {
            readMap(payload, isStart)
        } else {
            if isStart {
                close(pid)
                open[pid] = (position, payload)
            } else if open[pid] != nil {
                open[pid]?.bytes += payload
            } else {
                violations.append("payload before a unit's start at \(position)")
            }
        }
    }

    private mutating func checkCounter(
        _ counter: UInt8, _ pid: UInt16, _ hasPayload: Bool, isDiscontinuity: Bool, _ position: Int
    ) {
        defer { counters[pid] = counter }
        guard let last = counters[pid], !isDiscontinuity, pid != 0x1FFF else { return }
        let expected = hasPayload ? (last + 1) & 15 : last
        guard counter != expected else { return }
        violations.append("counter of PID \(pid) is \(counter), not \(expected), at \(position)")
    }

    private mutating func readMap(_ payload: [UInt8], _ isStart: Bool) {
        guard isStart, payload.count > 20 else { return }
        let length = Int(payload[2] & 15) << 8 | Int(payload[3])
        let section = Array(payload[1..<min(4 + length, payload.count)])
        let body = Array(section.dropLast(4))
        let rebuilt = PacketBuilder.section(
            table: 2, id: 1, version: section[5] >> 1 & 31, body: Array(body.dropFirst(8)))
        if section.count == 3 + length, rebuilt != section { violations.append("wrong checksum of the map") }
        mapVersions.append(section[5] >> 1 & 31)
        clockPID = UInt16(section[8] & 31) << 8 | UInt16(section[9])
        lastMap = Array(body.dropFirst(12))
    }

    private mutating func close(_ pid: UInt16) {
        guard let unit = open.removeValue(forKey: pid) else { return }
        let bytes = unit.bytes
        guard bytes.count > 8, bytes[0] == 0, bytes[1] == 0, bytes[2] == 1 else {
            return violations.append("no PES start at \(unit.position)")
        }
        guard bytes.count >= 9 + Int(bytes[8]) else {
            return violations.append("PES header is cut short at \(unit.position)")
        }
        let length = Int(bytes[4]) << 8 | Int(bytes[5])
        if length > 0, bytes.count != length + 6 { violations.append("PES length is wrong at \(unit.position)") }
        let pts = bytes[7] & 0x80 != 0 && bytes[8] >= 5 ? Self.timestamp(bytes[9..<14]) : nil
        let dts = bytes[7] & 0xC0 == 0xC0 && bytes[8] >= 10 ? Self.timestamp(bytes[14..<19]) : pts
        units.append(
            Unit(pid: pid, pts: pts, dts: dts, payload: Array(bytes[(9 + Int(bytes[8]))...]), position: unit.position))
    }

    private static func timestamp(_ field: ArraySlice<UInt8>) -> UInt64 {
        let bytes = field.map(UInt64.init)
        let high = (bytes[0] >> 1 & 7) << 30 | bytes[1] << 22
        let low = (bytes[2] >> 1) << 15 | bytes[3] << 7 | bytes[4] >> 1
        return high | low
    }
}
