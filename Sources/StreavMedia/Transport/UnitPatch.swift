/// Rewrites the packets of one unit in place.
struct UnitPatch {
    let pid: UInt16
    /// Both on the wire. Nil: the unit has none, or keeps what it has.
    let times: (presentation: UInt64, decode: UInt64)?

    /// - Parameters:
    ///   - bytes: Whole packets of one unit.
    ///   - counter: The PID's last continuity counter; goes on.
    ///   - clock: Gives each PCR's new value, 27 MHz on the wire.
    func apply(
        to bytes: UnsafeMutableRawBufferPointer, counter: inout UInt8, clock: (UInt64) -> UInt64
    ) {
        for start in stride(from: 0, to: bytes.count, by: TransportPacket.size) {
            let part = UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + TransportPacket.size])
            let packet = TransportPacket(UnsafeRawBufferPointer(part))
            part[1] = part[1] & 0xE0 | UInt8(pid >> 8)
            part[2] = UInt8(truncatingIfNeeded: pid)
            if packet.hasPayload { counter = (counter + 1) & 0x0F }
            part[3] = part[3] & 0xF0 | counter
            guard packet.hasAdaptation, packet.adaptationLength > 0 else { continue }
            // What the input had to admit is mended here: counters and clock go on.
            part[5] &= 0x7F
            if let position = packet.clockPosition {
                ProgramClock.write(clock(ProgramClock.read(packet.bytes, at: position)), to: part, at: position)
            }
        }
        if let times { write(times, to: bytes) }
    }

    private func write(_ times: (presentation: UInt64, decode: UInt64), to bytes: UnsafeMutableRawBufferPointer) {
        let head = Self.headPositions(UnsafeRawBufferPointer(bytes))
        guard head.count >= PESHeader.decodePosition else { return }
        let flags = bytes[head[7]] >> 6
        let headerLength = bytes[head[8]]
        if flags == 3, headerLength >= 10, head.count >= PESHeader.readBytes {
            Self.write(times.presentation, prefix: 3, to: bytes, head, at: PESHeader.presentationPosition)
            Self.write(times.decode, prefix: 1, to: bytes, head, at: PESHeader.decodePosition)
        } else if flags & 2 != 0, headerLength >= 5 {
            Self.write(times.presentation, prefix: 2, to: bytes, head, at: PESHeader.presentationPosition)
        }
    }

    private static func write(
        _ time: UInt64, prefix: UInt8, to bytes: UnsafeMutableRawBufferPointer, _ head: [Int], at position: Int
    ) {
        let field = Timestamp33.field(time, prefix: prefix)
        bytes[head[position]] = field.0
        bytes[head[position + 1]] = field.1
        bytes[head[position + 2]] = field.2
        bytes[head[position + 3]] = field.3
        bytes[head[position + 4]] = field.4
    }

    /// Where the first bytes of the PES packet lie: a large adaptation field may spread them over packets.
    static func headPositions(_ bytes: UnsafeRawBufferPointer) -> [Int] {
        var positions: [Int] = []
        positions.reserveCapacity(PESHeader.readBytes)
        for start in stride(from: 0, to: bytes.count, by: TransportPacket.size) {
            let packet = TransportPacket(UnsafeRawBufferPointer(rebasing: bytes[start..<start + TransportPacket.size]))
            guard let payload = packet.payload else { continue }
            let part = payload.prefix(PESHeader.readBytes - positions.count)
            positions.append(contentsOf: part.map { start + $0 })
            if positions.count == PESHeader.readBytes { break }
        }
        return positions
    }
}
