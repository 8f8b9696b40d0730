import NIOCore

/// Puts a PES packet into transport packets.
enum Packetizer {
    /// - Parameters:
    ///   - pes: Header and payload.
    ///   - clock: A PCR for the first packet, 27 MHz on the wire.
    /// - Returns: Whole packets; continuity counters count from 0.
    static func packets(pes: [UInt8], pid: UInt16, clock: UInt64?, isRandomAccess: Bool) -> ByteBuffer {
        var output = ByteBufferAllocator().buffer(capacity: (pes.count / 184 + 2) * TransportPacket.size)
        var position = 0
        var counter: UInt8 = 0
        while position < pes.count {
            var adaptation = position == 0 ? self.adaptation(clock: clock, isRandomAccess: isRandomAccess) : []
            let room = TransportPacket.size - 4 - adaptation.count
            let part = pes[position..<min(position + room, pes.count)]
            if part.count < room { stuff(&adaptation, by: room - part.count) }
            output.writeInteger(TransportPacket.syncByte)
            output.writeInteger((position == 0 ? 0x4000 : 0) | pid)
            output.writeInteger((adaptation.isEmpty ? 0x10 : 0x30) | counter)
            output.writeBytes(adaptation)
            output.writeBytes(part)
            position += part.count
            counter = (counter + 1) & 0x0F
        }
        return output
    }

    /// The adaptation field with its length byte; empty: none is needed.
    private static func adaptation(clock: UInt64?, isRandomAccess: Bool) -> [UInt8] {
        guard clock != nil || isRandomAccess else { return [] }
        var field: [UInt8] = [1, isRandomAccess ? 0x40 : 0]
        if let clock {
            field[0] = 7
            field[1] |= 0x10
            field += [0, 0, 0, 0, 0, 0]
            field.withUnsafeMutableBytes { ProgramClock.write(clock, to: $0, at: 2) }
        }
        return field
    }

    private static func stuff(_ field: inout [UInt8], by count: Int) {
        var rest = count
        // A field may consist of its length byte alone; the next byte is the flags, and only then stuffing begins.
        if field.isEmpty {
            field.append(0)
            rest -= 1
        }
        if rest > 0, field.count == 1 {
            field.append(0)
            rest -= 1
        }
        field += repeatElement(0xFF, count: rest)
        field[0] = UInt8(field.count - 1)
    }
}
