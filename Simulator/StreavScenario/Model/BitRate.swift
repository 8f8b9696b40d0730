/// Bits by time, as in "4Mb/s".
public struct BitRate: Sendable, Hashable {
    /// 1 to ``limit``.
    public var bitsPerSecond: Int64

    public init(bitsPerSecond: Int64) {
        self.bitsPerSecond = bitsPerSecond
    }

    /// 100 Gb/s.
    public static let limit: Int64 = 100_000_000_000
}
