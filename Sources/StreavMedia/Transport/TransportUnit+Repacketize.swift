import NIOCore

extension TransportUnit {
    /// The same unit with other bytes, in packets made anew.
    ///
    /// - Parameter pes: Header and payload.
    func repacketized(_ pes: [UInt8], pid: UInt16) -> TransportUnit {
        let clock = packets.withUnsafeReadableBytes { bytes in
            TransportPacket(UnsafeRawBufferPointer(rebasing: bytes.prefix(TransportPacket.size))).clock
        }
        return TransportUnit(
            trackIndex: trackIndex,
            packets: Packetizer.packets(pes: pes, pid: pid, clock: clock, isRandomAccess: isRandomAccess),
            presentationTime: presentationTime, decodeTime: decodeTime, programClock: programClock,
            isRandomAccess: isRandomAccess, hasError: hasError, format: format)
    }
}
