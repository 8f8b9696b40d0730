/// Part of a list, and how long the whole is.
public struct ListPage<Entry: Sendable>: Sendable {
    public let total: Int
    public let entries: [Entry]

    public init(total: Int, entries: [Entry]) {
        self.total = total
        self.entries = entries
    }
}
