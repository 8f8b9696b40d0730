/// Part of a list of the dashboard.
public struct ListSlice: Hashable, Sendable {
    /// Entries before it, 0 to ``offsetLimit``.
    public let offset: Int
    /// The most entries in it, 1 to ``sizeLimit``.
    public let limit: Int

    public static let sizeLimit = 1000
    public static let offsetLimit = 10_000_000

    /// Numbers out of range are taken for the nearest in it.
    public init(offset: Int, limit: Int) {
        self.offset = min(max(offset, 0), Self.offsetLimit)
        self.limit = min(max(limit, 1), Self.sizeLimit)
    }
}
