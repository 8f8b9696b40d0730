import NIOCore

/// Writes the transport packets of a segment.
struct OnDemandSegmentWriter {
    private(set) var bytes: ByteBuffer
    /// The PES packet that is being put together.
    private var packet: ByteBuffer

    init(capacity: Int) {
        bytes = ByteBufferAllocator().buffer(capacity: capacity)
        packet = ByteBufferAllocator().buffer(capacity: 64 << 10)
    }

    mutating func write(_ tables: inout ProgramTables) {
        tables.write(into: &bytes)
    }

    mutating func writeClock(_ time: Int64, pid: UInt16, counter: UInt8) {
        AdaptationPacket.write(clock: Self.clock(time), pid: pid, counter: counter, into: &bytes)
    }

    private static func clock(_ time: Int64) -> UInt64 {
        ProgramClock.wrapped((time - OnDemandTimeline.clockLead) * Int64(ProgramClock.ticksPerTimestamp))
    }

    /// - Parameter counter: Of the first packet; then of the next.
    mutating func write(
        _ unit: OnDemandUnit, _ carriage: OnDemandCarriage, pid: UInt16, counter: inout UInt8, hasClock: Bool,
        from source: OnDemandSource
    ) throws(OnDemandError) {
        packet.clear(minimumCapacity: carriage.packetBytes(unit))
        writeHeader(unit, carriage)
        for sample in [unit.first] + unit.more {
            guard let content = source.slice(sample) else { throw Self.malformed }
            if let header = carriage.frameHeader {
                try writeFrame(content, header)
            } else {
                try writePicture(content, carriage)
            }
        }
        let promised = OnDemandCarriage.packets(carriage.packetBytes(unit), hasClock: hasClock)
        try packetize(
            promised, pid: pid, counter: &counter, clock: hasClock ? Self.clock(unit.decodeTime) : nil,
            isKey: unit.isKey && carriage.frameHeader == nil)
    }

    private mutating func writeHeader(_ unit: OnDemandUnit, _ carriage: OnDemandCarriage) {
        // Of pictures the length is not told: they may be larger than there is room for.
        let length = carriage.frameHeader == nil ? 0 : carriage.packetBytes(unit) - PESHeader.prefixBytes
        packet.writeBytes([0, 0, 1, carriage.streamID, UInt8(length >> 8), UInt8(truncatingIfNeeded: length)])
        packet.writeBytes([0x84, 0xC0, 10])
        let times = [(unit.presentationTime, UInt8(3)), (unit.decodeTime, UInt8(1))]
        for (time, prefix) in times {
            let field = Timestamp33.field(Timestamp33.wrapped(time), prefix: prefix)
            packet.writeBytes([field.0, field.1, field.2, field.3, field.4])
        }
        packet.writeBytes(carriage.delimiter)
        if unit.isKey { packet.writeBytes(carriage.parameters) }
    }

    private mutating func writeFrame(_ frame: ByteBufferView, _ header: [UInt8]) throws(OnDemandError) {
        let length = frame.count + header.count
        guard length <= ADTSHeader.maximumFrame else { throw Self.malformed }
        let start = packet.readableBytes
        packet.writeBytes(header)
        packet.withUnsafeMutableReadableBytes { ADTSHeader.setLength(length, in: $0, at: start) }
        packet.writeBytes(frame)
    }

    /// Units with a length before each become units with a start code, which is as long. Delimiters are left out: there
    /// is one already.
    private mutating func writePicture(
        _ picture: ByteBufferView, _ carriage: OnDemandCarriage
    ) throws(OnDemandError) {
        var position = picture.startIndex
        while position < picture.endIndex {
            guard picture.endIndex - position >= 4 else { throw Self.malformed }
            let length = (0..<4).reduce(0) { $0 << 8 | Int(picture[position + $1]) }
            position += 4
            guard length <= picture.endIndex - position else { throw Self.malformed }
            defer { position += length }
            guard length > 0 else { continue }
            let type = carriage.isHEVC ? picture[position] >> 1 & 0x3F : picture[position] & 0x1F
            if type == (carriage.isHEVC ? 35 : 9) { continue }
            packet.writeInteger(UInt32(1))
            packet.writeBytes(picture[position..<position + length])
        }
    }

    /// Exactly as many packets as were promised: the counters of what follows depend on it.
    private mutating func packetize(
        _ promised: Int, pid: UInt16, counter: inout UInt8, clock: UInt64?, isKey: Bool
    ) throws(OnDemandError) {
        let payload = packet
        var position = 0
        for number in 0..<promised {
            let left = payload.readableBytes - position
            // The packets after this one are filled, or share what there is.
            let after = promised - number - 1
            let hasClock = number == 0 && clock != nil
            let hasFlags = hasClock || (number == 0 && isKey)
            let fixed = hasClock ? OnDemandCarriage.clockBytes : hasFlags ? 2 : 0
            let room = TransportPacket.size - 4 - fixed
            // Every packet has some payload, or its counter would not count.
            let part = min(room, left - after)
            guard part > 0 else { throw Self.malformed }
            bytes.writeInteger(TransportPacket.syncByte)
            bytes.writeInteger((number == 0 ? 0x4000 : 0) | pid)
            let stuffing = room - part
            bytes.writeInteger((fixed + stuffing > 0 ? 0x30 : 0x10) | counter)
            counter = (counter + 1) & 15
            if fixed + stuffing > 0 {
                writeAdaptation(
                    fixed + stuffing, hasFlags: hasFlags, isKey: number == 0 && isKey, clock: hasClock ? clock : nil)
            }
            payload.withUnsafeReadableBytes { source in
                _ = bytes.writeBytes(UnsafeRawBufferPointer(rebasing: source[position..<position + part]))
            }
            position += part
        }
        guard position == payload.readableBytes else { throw Self.malformed }
    }

    /// - Parameter count: Bytes of the field, its length included; 1 or more.
    private mutating func writeAdaptation(_ count: Int, hasFlags: Bool, isKey: Bool, clock: UInt64?) {
        bytes.writeInteger(UInt8(count - 1))
        guard count > 1 else { return }
        bytes.writeInteger(UInt8((isKey ? 0x40 : 0) | (clock != nil ? 0x10 : 0)))
        var written = 2
        if let clock {
            let start = bytes.readableBytes
            bytes.writeRepeatingByte(0, count: 6)
            bytes.withUnsafeMutableReadableBytes { ProgramClock.write(clock, to: $0, at: start) }
            written += 6
        }
        bytes.writeRepeatingByte(0xFF, count: count - written)
    }

    private static let malformed = OnDemandError(.malformed, "The file's media is not what its index says.")
}
