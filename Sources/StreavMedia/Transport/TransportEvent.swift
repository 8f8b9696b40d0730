/// What ``TransportReader`` finds, in the order of the stream.
public enum TransportEvent: Sendable {
    /// The programme's tracks, before the first unit and whenever they change. Units that follow index into these.
    case tracks([TransportTrack])
    /// A unit, at the moment it is complete.
    case unit(TransportUnit)
    /// The programme clock (PCR), 27 MHz, below 2^33 × 300, as it came.
    case clock(UInt64)
    /// One fault more; ``TransportReader/faults`` has the sums.
    case fault(TransportFault)
}
