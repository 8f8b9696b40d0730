/// What can be wrong with a transport stream. Counted, reported, survived.
public enum TransportFault: String, CaseIterable, Sendable {
    /// A packet did not begin with the sync byte; bytes were skipped until packets lined up again.
    case lostSync
    /// Packets of a PID are missing, by its continuity counter.
    case continuity
    /// The packet is marked as damaged by an earlier receiver; it was dropped.
    case transportError
    /// The packet's header contradicts itself; it was dropped.
    case badPacket
    /// A programme table with a wrong checksum or form; it was ignored.
    case badTable
    /// A PES packet with a wrong start or header; it was dropped.
    case badPES
    /// A unit larger than ``TransportLimits`` allow; it was dropped.
    case oversizedUnit
    /// No programme is described by the tables, or no table comes.
    case noProgram
    /// The programme has more tracks than ``TransportLimits/tracks``; the rest was left out.
    case tooManyTracks
    /// The packet is scrambled; it was dropped.
    case scrambled
}
