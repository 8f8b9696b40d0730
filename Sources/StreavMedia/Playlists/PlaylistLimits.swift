/// How much of a playlist is read at most.
public struct PlaylistLimits: Sendable, Hashable {
    /// 4 MiB, 100 000 lines of up to 16 KiB, 20 000 entries: a day of segments of 5 s.
    public static let `default` = PlaylistLimits()

    public var maximumBytes: Int
    public var maximumLines: Int
    public var maximumLineBytes: Int
    /// Segments and parts, or variants and renditions, together.
    public var maximumEntries: Int

    public init(
        maximumBytes: Int = 4 << 20, maximumLines: Int = 100_000, maximumLineBytes: Int = 16 << 10,
        maximumEntries: Int = 20_000
    ) {
        self.maximumBytes = maximumBytes
        self.maximumLines = maximumLines
        self.maximumLineBytes = maximumLineBytes
        self.maximumEntries = maximumEntries
    }
}
