import NIOCore

/// Packets that have an adaptation field and nothing else. They repeat the counter of the PID's last packet with
/// payload (ISO/IEC 13818-1 section 2.4.3.3).
enum AdaptationPacket {
    /// A packet with the programme clock.
    static func write(clock: UInt64, pid: UInt16, counter: UInt8, into output: inout ByteBuffer) {
        var packet = packet(pid: pid, counter: counter, flags: 0x10)
        packet.withUnsafeMutableBytes { ProgramClock.write(clock, to: $0, at: 6) }
        output.writeBytes(packet)
    }

    /// A packet that says: the counter does not follow from what came before.
    static func writeDiscontinuity(pid: UInt16, counter: UInt8, into output: inout ByteBuffer) {
        output.writeBytes(packet(pid: pid, counter: counter, flags: 0x80))
    }

    private static func packet(pid: UInt16, counter: UInt8, flags: UInt8) -> [UInt8] {
        var packet = [UInt8](repeating: 0xFF, count: TransportPacket.size)
        packet[0] = TransportPacket.syncByte
        packet[1] = UInt8(pid >> 8)
        packet[2] = UInt8(truncatingIfNeeded: pid)
        packet[3] = 0x20 | counter
        packet[4] = UInt8(TransportPacket.size - 5)
        packet[5] = flags
        return packet
    }
}
