import NIOCore

/// Writes PAT and PMT of a stream with one programme (ISO/IEC 13818-1 sections 2.4.4.3 and 2.4.4.8).
struct ProgramTables {
    struct Stream: Equatable {
        let pid: UInt16
        let streamType: UInt8
        let descriptors: [UInt8]
    }

    private static let programNumber: UInt16 = 1
    /// What a PMT section may have after its length field (section 2.4.4.9), less the checksum.
    private static let mapBodyBytes = 1021 - 4

    let mapPID: UInt16
    private var streams: [Stream] = []
    private var clockPID = TransportPacket.nullPID
    private(set) var version: UInt8 = 0
    private var associationPacket: [UInt8] = []
    private var mapPackets: [UInt8] = []
    /// Counters of the packets written last.
    private(set) var associationCounter: UInt8 = 15
    private(set) var mapCounter: UInt8 = 15

    /// - Parameter counter: Of the first packets, 0 to 15.
    init(mapPID: UInt16, counter: UInt8 = 0) {
        self.mapPID = mapPID
        associationCounter = (counter + 15) & 15
        mapCounter = (counter + 15) & 15
        associationPacket = Self.packets(pid: 0, section: Self.associationSection(mapPID: mapPID))
    }

    /// Sets what the map tells; its version rises if that is something else than before.
    mutating func describe(_ streams: [Stream], clockPID: UInt16) {
        guard streams != self.streams || clockPID != self.clockPID || mapPackets.isEmpty else { return }
        if !mapPackets.isEmpty { version = (version + 1) & 0x1F }
        self.streams = streams
        self.clockPID = clockPID
        mapPackets = Self.packets(pid: mapPID, section: mapSection())
    }

    /// Appends PAT and PMT, their counters going on.
    mutating func write(into output: inout ByteBuffer) {
        Self.write(&associationPacket, counter: &associationCounter, into: &output)
        Self.write(&mapPackets, counter: &mapCounter, into: &output)
    }

    private static func write(_ packets: inout [UInt8], counter: inout UInt8, into output: inout ByteBuffer) {
        for start in stride(from: 0, to: packets.count, by: TransportPacket.size) {
            counter = (counter + 1) & 0x0F
            packets[start + 3] = packets[start + 3] & 0xF0 | counter
        }
        output.writeBytes(packets)
    }

    private static func associationSection(mapPID: UInt16) -> [UInt8] {
        section(
            tableID: 0x00, identifier: 1, version: 0,
            body: [high(programNumber), low(programNumber), 0xE0 | high(mapPID), low(mapPID)])
    }

    private func mapSection() -> [UInt8] {
        var body: [UInt8] = [0xE0 | Self.high(clockPID), Self.low(clockPID), 0xF0, 0x00]
        // Descriptors that would make the section too long are left out; the streams themselves always fit.
        var room = Self.mapBodyBytes - 5 - body.count - streams.count * 5
        for stream in streams {
            let descriptors = stream.descriptors.count <= room ? stream.descriptors : []
            room -= descriptors.count
            let length = UInt16(descriptors.count)
            body += [stream.streamType, 0xE0 | Self.high(stream.pid), Self.low(stream.pid)]
            body += [0xF0 | Self.high(length), Self.low(length)]
            body += descriptors
        }
        return Self.section(tableID: 0x02, identifier: Self.programNumber, version: version, body: body)
    }

    private static func section(tableID: UInt8, identifier: UInt16, version: UInt8, body: [UInt8]) -> [UInt8] {
        let length = UInt16(5 + body.count + 4)
        var section = [tableID, 0xB0 | high(length), low(length), high(identifier), low(identifier)]
        section += [0xC1 | version << 1, 0, 0]
        section += body
        let checksum = CRC32MPEG.checksum(section)
        section += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: checksum >> $0) }
        return section
    }

    /// The section in packets of its PID, the last one stuffed; counters are set when they are written.
    private static func packets(pid: UInt16, section: [UInt8]) -> [UInt8] {
        let payloadBytes = TransportPacket.size - 4
        // The pointer field says that the section begins at once.
        let payload = [0] + section
        var packets: [UInt8] = []
        for start in stride(from: 0, to: payload.count, by: payloadBytes) {
            let part = payload[start..<min(start + payloadBytes, payload.count)]
            packets += [TransportPacket.syncByte, (start == 0 ? 0x40 : 0) | high(pid), low(pid), 0x10]
            packets += part
            packets += repeatElement(0xFF, count: payloadBytes - part.count)
        }
        return packets
    }

    private static func high(_ value: UInt16) -> UInt8 { UInt8(value >> 8) }
    private static func low(_ value: UInt16) -> UInt8 { UInt8(truncatingIfNeeded: value) }
}
