/// What a transport stream that reaches a viewer must keep to (ISO/IEC 13818-1).
public enum TransportRule: Int, Sendable, Hashable, CaseIterable {
    /// A sync byte each 188 bytes.
    case sync
    /// Packets of a PID count on (2.4.3.3).
    case continuity
    /// No packet is marked as damaged or contradicts itself.
    case damaged
    /// The association table comes at least each half second.
    case associationInterval
    /// The programme map comes at least each half second.
    case mapInterval
    /// The clock comes at least each 100 ms (2.7.2).
    case clockInterval
    /// The clock does not go back, nor further ahead than it may be silent, without a mark.
    case clockJump
    /// Decode times (presentation times where there are none) of a PID rise, modulo 2^33.
    case timestamps
    /// A segment begins with its tables.
    case tablesFirst
    /// There are more PIDs than a viewer's stream has.
    case tooManyPIDs

    /// A sentence for people.
    public var explanation: String {
        switch self {
        case .sync: "a packet does not begin with the sync byte"
        case .continuity: "packets of a PID are missing or come again"
        case .damaged: "a packet is marked as damaged, or its header contradicts itself"
        case .associationInterval: "the association table came more than 500 ms after the one before"
        case .mapInterval: "the programme map came more than 500 ms after the one before"
        case .clockInterval: "the clock reference came more than 100 ms after the one before"
        case .clockJump: "the clock reference jumped without a mark"
        case .timestamps: "timestamps of a PID went back"
        case .tablesFirst: "a segment does not begin with its tables"
        case .tooManyPIDs: "there are more PIDs than a stream for viewers has"
        }
    }
}
