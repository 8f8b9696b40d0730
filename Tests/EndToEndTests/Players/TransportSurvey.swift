import Foundation
import NIOCore
import StreavMedia

/// Looks at an endless stream as it comes: packet by packet, and through Streav's own reader. Times are the stream's.
struct TransportSurvey {
    private static let packetSize = 188

    private(set) var packets = 0
    /// The identifiers of the first packets.
    private(set) var firstPIDs: [UInt16] = []
    /// The first packet of media says that a decoder can start there (random_access_indicator).
    private(set) var startsAtRandomAccess: Bool?
    /// The first unit of the first track, as the reader judges it.
    private(set) var firstUnitIsRandomAccess: Bool?
    private(set) var units = 0
    private(set) var tracks: [TransportTrack] = []
    /// 27 MHz.
    private(set) var firstClock: UInt64?
    private(set) var lastClock: UInt64?
    private(set) var largestClockStep: UInt64 = 0
    private(set) var largestTableStep: UInt64 = 0
    private(set) var clocksBackwards = 0
    private(set) var continuityErrors = 0
    private(set) var lostSync = 0
    private(set) var discontinuities = 0

    var faults: [TransportFault: Int] { reader.faults }
    var duration: Double { Double((lastClock ?? 0) - (firstClock ?? 0)) / 27_000_000 }

    private var reader = TransportReader()
    private var rest: [UInt8] = []
    private var counters: [UInt16: UInt8] = [:]
    private var lastTables: [UInt16: UInt64] = [:]
    private var tablePID: UInt16?

    mutating func read(_ data: Data) {
        rest += data
        var position = 0
        while position + Self.packetSize <= rest.count {
            survey(Array(rest[position..<position + Self.packetSize]))
            position += Self.packetSize
        }
        rest.removeFirst(position)
        var units: [TransportUnit] = []
        var found = tracks
        reader.read(ByteBuffer(bytes: data)) { event in
            switch event {
            case .tracks(let tracks): found = tracks
            case .unit(let unit): units.append(unit)
            case .clock, .fault: break
            }
        }
        tracks = found
        self.units += units.count
        if firstUnitIsRandomAccess == nil, let first = units.first(where: { $0.trackIndex == 0 }) {
            firstUnitIsRandomAccess = first.isRandomAccess
        }
    }

    private mutating func survey(_ packet: [UInt8]) {
        packets += 1
        guard packet[0] == 0x47 else {
            lostSync += 1
            return
        }
        let pid = UInt16(packet[1] & 0x1F) << 8 | UInt16(packet[2])
        let hasPayload = packet[3] & 0x10 != 0
        let flags = packet[3] & 0x20 != 0 && packet[4] > 0 ? packet[5] : 0
        if firstPIDs.count < 3 { firstPIDs.append(pid) }
        if flags & 0x80 != 0 { discontinuities += 1 }
        checkCounter(pid, packet[3] & 0x0F, hasPayload: hasPayload, isExcused: flags & 0x80 != 0)
        if flags & 0x10 != 0 { note(clock: Self.clock(packet)) }
        if pid == 0, let table = Self.programTable(packet) { tablePID = table }
        if pid == 0 || pid == tablePID {
            if let now = lastClock {
                if let last = lastTables[pid] { largestTableStep = max(largestTableStep, now - last) }
                lastTables[pid] = now
            }
        } else if startsAtRandomAccess == nil {
            startsAtRandomAccess = flags & 0x40 != 0 && packet[1] & 0x40 != 0
        }
    }

    private mutating func checkCounter(_ pid: UInt16, _ counter: UInt8, hasPayload: Bool, isExcused: Bool) {
        defer { counters[pid] = counter }
        guard let last = counters[pid], pid != 0x1FFF, !isExcused else { return }
        if counter != (hasPayload ? (last + 1) & 0x0F : last) { continuityErrors += 1 }
    }

    private mutating func note(clock: UInt64) {
        if let last = lastClock {
            if clock <= last { clocksBackwards += 1 } else { largestClockStep = max(largestClockStep, clock - last) }
        }
        firstClock = firstClock ?? clock
        lastClock = clock
    }

    /// ISO/IEC 13818-1, section 2.4.3.5: 33 bits at 90 kHz, 6 reserved, 9 at 27 MHz.
    private static func clock(_ packet: [UInt8]) -> UInt64 {
        let base = packet[6...9].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } << 1 | UInt64(packet[10] >> 7)
        return base * 300 + (UInt64(packet[10] & 1) << 8 | UInt64(packet[11]))
    }

    /// The first programme of a PAT in one packet (section 2.4.4.3).
    private static func programTable(_ packet: [UInt8]) -> UInt16? {
        guard packet[1] & 0x40 != 0, packet[3] & 0x30 == 0x10 else { return nil }
        let section = 5 + Int(packet[4])
        guard section + 12 <= packetSize, packet[section] == 0 else { return nil }
        return UInt16(packet[section + 10] & 0x1F) << 8 | UInt16(packet[section + 11])
    }
}
