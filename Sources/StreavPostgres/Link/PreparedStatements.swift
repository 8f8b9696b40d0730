internal import StreavSQL

/// What one connection has prepared, by text: bounded, the one that was used longest ago goes first.
struct PreparedStatements {
    struct Statement {
        let name: String
        /// The types its values were declared as; 0 where only NULL was ever bound, and the server chose.
        let types: [UInt32]
        /// Of its rows; nil until the first came.
        var columns: SQLColumns?
    }

    private struct Entry {
        var statement: Statement
        var usedAt: UInt64
    }

    private let capacity: Int
    private var entries: [String: Entry] = [:]
    private var uses: UInt64 = 0
    private var names: UInt64 = 0
    /// Names that are of no use any more and that the server still knows.
    private(set) var discarded: [String] = []

    init(capacity: Int = PostgresLimits.statements) {
        precondition(capacity >= 1, "at least one statement is kept")
        self.capacity = capacity
    }

    var count: Int { entries.count }

    /// A statement that takes values of these types. NULL goes with every type.
    mutating func find(_ text: String, types: [UInt32]) -> Statement? {
        guard let entry = entries[text], Self.accepts(entry.statement.types, types) else { return nil }
        uses += 1
        entries[text]?.usedAt = uses
        return entry.statement
    }

    /// The statement to prepare where ``find(_:types:)`` has none: known types are kept where NULL is bound now.
    mutating func make(_ text: String, types: [UInt32]) -> Statement {
        names += 1
        let known = entries[text]?.statement.types ?? []
        let merged = types.indices.map { types[$0] == 0 && known.indices.contains($0) ? known[$0] : types[$0] }
        return Statement(name: "s\(names)", types: merged)
    }

    /// The server knows it.
    mutating func keep(_ statement: Statement, for text: String) {
        discard(text)
        if entries.count >= capacity, let oldest = entries.min(by: { $0.value.usedAt < $1.value.usedAt })?.key {
            discard(oldest)
        }
        uses += 1
        entries[text] = Entry(statement: statement, usedAt: uses)
    }

    /// The server knows it, and it is of no use.
    mutating func forget(_ statement: Statement) {
        discarded.append(statement.name)
    }

    mutating func note(_ columns: SQLColumns, of text: String) {
        entries[text]?.statement.columns = columns
    }

    mutating func discard(_ text: String) {
        if let entry = entries.removeValue(forKey: text) { discarded.append(entry.statement.name) }
    }

    /// None counts any more, since the schema they were made for has changed.
    mutating func discardAll() {
        for text in Array(entries.keys) { discard(text) }
    }

    /// The server forgot them.
    mutating func takeDiscarded() -> [String] {
        defer { discarded = [] }
        return discarded
    }

    private static func accepts(_ declared: [UInt32], _ given: [UInt32]) -> Bool {
        declared.count == given.count && zip(declared, given).allSatisfy { $1 == 0 || $0 == $1 }
    }
}
