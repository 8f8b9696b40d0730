import NIOCore

/// One lap of a looped file, in order, with the places that change from lap to lap.
struct TransportLap: Sendable {
    /// Packets from `offset` on are due at `time`, 90 kHz since the lap's start.
    struct Mark: Sendable {
        let offset: Int
        let time: Int64
    }

    let tracks: [TransportTrack]
    let packets: ByteBuffer
    /// What is added to all timestamps from lap to lap, 90 kHz.
    let ticks: Int64
    /// One per unit of the key track, in order.
    let marks: [Mark]
    /// Where PTS and DTS fields lie, ascending. A field never spans packets.
    let timestampPositions: [UInt32]
    /// Where PCR fields lie, ascending.
    let clockPositions: [UInt32]
    /// Packets with payload, by PID.
    let counts: [(pid: UInt16, count: Int)]
}
