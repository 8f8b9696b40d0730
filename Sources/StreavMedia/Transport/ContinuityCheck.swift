/// The continuity counter of one PID (ISO/IEC 13818-1 section 2.4.3.3): counts packets with payload, modulo 16; one
/// repetition of a packet is legal and is to be ignored.
struct ContinuityCheck {
    enum Verdict {
        case inOrder
        /// Packets are missing before this one.
        case lost
        /// The counter stands still although there is payload: a repetition, if the bytes are the same.
        case repeated
    }

    private var last: UInt8?

    mutating func next(_ packet: TransportPacket) -> Verdict {
        let counter = packet.continuity
        defer { last = counter }
        guard let last, !packet.isDiscontinuity else { return .inOrder }
        guard packet.hasPayload else {
            // A packet without payload repeats the counter of the last one with payload.
            return counter == last ? .inOrder : .lost
        }
        if counter == (last &+ 1) & 0x0F { return .inOrder }
        return counter == last ? .repeated : .lost
    }

    mutating func reset() {
        last = nil
    }
}
