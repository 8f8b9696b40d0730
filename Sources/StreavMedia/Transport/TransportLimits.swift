/// Bounds of what one reader keeps in memory.
public struct TransportLimits: Sendable, Equatable {
    /// The largest unit, in bytes of whole packets.
    public var unitBytes: Int
    /// All units in the making together, in bytes.
    public var pendingBytes: Int
    /// Tracks of a programme.
    public var tracks: Int
    /// Bytes read without finding a programme after which that is reported, and again after as many more.
    public var searchBytes: Int

    public init(
        unitBytes: Int = 8 << 20, pendingBytes: Int = 16 << 20, tracks: Int = 16, searchBytes: Int = 4 << 20
    ) {
        precondition(unitBytes >= TransportPacket.size, "a unit holds at least one packet")
        precondition(pendingBytes >= unitBytes, "a unit must fit into what may be pending")
        precondition((1...32).contains(tracks), "1 to 32 tracks")
        precondition(searchBytes > 0, "a positive number of bytes")
        self.unitBytes = unitBytes
        self.pendingBytes = pendingBytes
        self.tracks = tracks
        self.searchBytes = searchBytes
    }

    /// 8 MiB a unit, 16 MiB in all, 16 tracks, reports after 4 MiB without a programme.
    public static let `default` = TransportLimits()
}
