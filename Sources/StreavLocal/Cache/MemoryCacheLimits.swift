/// How much a ``MemoryCache`` may hold. Beyond it writes fail with `outOfMemory`: nothing that is present is evicted.
public struct MemoryCacheLimits: Sendable, Equatable {
    /// Keys, values and lease members in bytes, with ``entryOverhead`` for each. 1 or more.
    public var bytes: Int
    /// Keys and lease pools. 1 or more.
    public var entries: Int

    /// What a key or a lease member costs beyond its own bytes, roughly: table entries, headers, the place in the
    /// order of expiry.
    public static let entryOverhead = 160

    /// 256 MiB and a million entries: a single box with some 100 000 subscribers.
    public static let standard = MemoryCacheLimits(bytes: 256 << 20, entries: 1_000_000)

    public init(bytes: Int, entries: Int) {
        precondition(bytes > 0 && entries > 0, "a cache may hold something")
        self.bytes = bytes
        self.entries = entries
    }
}
