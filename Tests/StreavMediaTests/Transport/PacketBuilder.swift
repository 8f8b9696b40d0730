import NIOCore

/// Builds transport streams by hand, on its own: nothing of the code under test is used.
struct PacketBuilder {
    struct Stream {
        var type: UInt8
        var pid: UInt16
        var descriptors: [UInt8] = []
    }

    private(set) var bytes: [UInt8] = []
    private var counters: [UInt16: UInt8] = [:]

    var buffer: ByteBuffer { ByteBuffer(bytes: bytes) }
    var packetCount: Int { bytes.count / 188 }

    mutating func append(_ raw: [UInt8]) {
        bytes += raw
    }

    /// Makes the next packet of the PID look as if `count` packets before it were lost.
    mutating func lose(_ count: UInt8, pid: UInt16) {
        counters[pid, default: 15] = (counters[pid, default: 15] + count) & 15
    }

    mutating func tables(
        _ streams: [Stream], clockPID: UInt16, mapPID: UInt16 = 0x20, program: UInt16 = 7, version: UInt8 = 0,
        splitAt split: Int? = nil
    ) {
        association([(program, mapPID)])
        map(streams, clockPID: clockPID, mapPID: mapPID, program: program, version: version, splitAt: split)
    }

    mutating func association(_ programs: [(number: UInt16, mapPID: UInt16)]) {
        let entries = programs.flatMap { [UInt8]([hi($0.number), lo($0.number), 0xE0 | hi($0.mapPID), lo($0.mapPID)]) }
        section(Self.section(table: 0, id: 1, version: 0, body: entries), pid: 0)
    }

    mutating func map(
        _ streams: [Stream], clockPID: UInt16, mapPID: UInt16, program: UInt16, version: UInt8,
        splitAt split: Int? = nil
    ) {
        var body = [0xE0 | hi(clockPID), lo(clockPID), 0xF0, 0]
        for stream in streams {
            body += [stream.type, 0xE0 | hi(stream.pid), lo(stream.pid), 0xF0, UInt8(stream.descriptors.count)]
            body += stream.descriptors
        }
        section(Self.section(table: 2, id: program, version: version, body: body), pid: mapPID, splitAt: split)
    }

    /// - Parameter split: Payload bytes in the first packet, so that the section spans packets. Nil: as they fit.
    mutating func section(_ section: [UInt8], pid: UInt16, splitAt split: Int? = nil) {
        var rest = [0] + section
        var isFirst = true
        while !rest.isEmpty {
            let count = min(rest.count, isFirst ? split ?? 184 : 184)
            packet(pid: pid, isStart: isFirst, payload: Array(rest.prefix(count)), stuffsPayload: count == rest.count)
            rest.removeFirst(count)
            isFirst = false
        }
    }

    /// One PES packet.
    ///
    /// - Parameters:
    ///   - headRoom: Payload bytes of the first packet, so that the header may span packets.
    ///   - isBounded: The length field tells the length; else it is 0.
    mutating func pes(
        pid: UInt16, streamID: UInt8 = 0xE0, pts: UInt64?, dts: UInt64? = nil, payload: [UInt8],
        isBounded: Bool = false, clock: UInt64? = nil, isMarked: Bool = false, headRoom: Int? = nil,
        isScrambled: Bool = false
    ) {
        var header: [UInt8] = []
        if let pts { header += Self.timestamp(pts, prefix: dts == nil ? 2 : 3) }
        if let dts { header += Self.timestamp(dts, prefix: 1) }
        let length = isBounded ? UInt16(3 + header.count + payload.count) : 0
        let flags: UInt8 = pts == nil ? 0 : dts == nil ? 0x80 : 0xC0
        var rest = [0, 0, 1, streamID, hi(length), lo(length), 0x80, flags, UInt8(header.count)] + header + payload
        var isFirst = true
        while !rest.isEmpty {
            let adaptation = isFirst ? Self.adaptation(clock: clock, isMarked: isMarked) : []
            let room = min(184 - adaptation.count, isFirst ? headRoom ?? 184 : 184)
            let count = min(rest.count, room)
            packet(
                pid: pid, isStart: isFirst, payload: Array(rest.prefix(count)), adaptation: adaptation,
                isScrambled: isScrambled)
            rest.removeFirst(count)
            isFirst = false
        }
    }

    /// A packet without payload that carries the clock.
    mutating func clockPacket(_ clock: UInt64, pid: UInt16) {
        var field = Self.adaptation(clock: clock, isMarked: false)
        field[0] = 183
        field += repeatElement(0xFF, count: 184 - field.count)
        bytes += [0x47, hi(pid), lo(pid), 0x20 | counters[pid, default: 15]] + field
    }

    /// The last packet once more, as ISO/IEC 13818-1 section 2.4.3.3 allows.
    mutating func repeatLastPacket() {
        bytes += bytes.suffix(188)
    }

    mutating func nullPacket() {
        bytes += [0x47, 0x1F, 0xFF, 0x10] + [UInt8](repeating: 0xFF, count: 184)
    }

    private mutating func packet(
        pid: UInt16, isStart: Bool, payload: [UInt8], adaptation: [UInt8] = [], stuffsPayload: Bool = false,
        isScrambled: Bool = false
    ) {
        counters[pid] = (counters[pid, default: 15] + 1) & 15
        var field = adaptation
        let missing = 184 - field.count - payload.count
        if missing > 0, !stuffsPayload {
            if field.isEmpty { field = missing == 1 ? [0] : [0, 0] }
            field += repeatElement(0xFF, count: 184 - field.count - payload.count)
            field[0] = UInt8(field.count - 1)
        }
        let control = (isScrambled ? 0x80 : 0) | (field.isEmpty ? 0x10 : 0x30) | counters[pid, default: 0]
        let packet = [0x47, (isStart ? 0x40 : 0) | hi(pid), lo(pid), control] + field + payload
        bytes += packet + [UInt8](repeating: 0xFF, count: 188 - packet.count)
    }

    static func section(table: UInt8, id: UInt16, version: UInt8, body: [UInt8]) -> [UInt8] {
        let length = UInt16(9 + body.count)
        let head = [table, 0xB0 | hi(length), lo(length), hi(id), lo(id), 0xC1 | version << 1, 0, 0] + body
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in head {
            crc ^= UInt32(byte) << 24
            for _ in 0..<8 { crc = crc & 0x8000_0000 != 0 ? crc << 1 ^ 0x04C1_1DB7 : crc << 1 }
        }
        return head + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: crc >> $0) }
    }

    private static func adaptation(clock: UInt64?, isMarked: Bool) -> [UInt8] {
        guard clock != nil || isMarked else { return [] }
        guard let clock else { return [1, 0x40] }
        let base = clock / 300
        let ext = clock % 300
        let last = [UInt8(truncatingIfNeeded: base << 7) | 0x7E | UInt8(ext >> 8), UInt8(truncatingIfNeeded: ext)]
        return [7, isMarked ? 0x50 : 0x10] + [25, 17, 9, 1].map { UInt8(truncatingIfNeeded: base >> $0) } + last
    }

    private static func timestamp(_ time: UInt64, prefix: UInt8) -> [UInt8] {
        [
            prefix << 4 | UInt8(time >> 30 & 7) << 1 | 1, UInt8(time >> 22 & 0xFF), UInt8(time >> 15 & 0x7F) << 1 | 1,
            UInt8(time >> 7 & 0xFF), UInt8(time & 0x7F) << 1 | 1,
        ]
    }
}

private func hi(_ value: UInt16) -> UInt8 { UInt8(value >> 8) }
private func lo(_ value: UInt16) -> UInt8 { UInt8(value & 0xFF) }
