internal import StreavSQL

/// A table as a backup has it: what it is called, and its columns, those of its primary key first.
public struct DumpTable: Sendable {
    public let name: String
    public let columns: [String]
    /// How many of the columns, from the first on, are its primary key.
    public let keyCount: Int
    /// Its ids are given out by the database, which must never give one out twice.
    public let hasIdentity: Bool
    /// The schema brings rows of its own, in whose place those of a backup are put.
    public let isSeeded: Bool

    let sql: SQL
    let columnSQL: [SQL]
    /// Which rows are kept; nil: all.
    let condition: SQL?

    init(
        _ name: StaticString, key: Int = 1, identity: Bool = false, isSeeded: Bool = false, where condition: SQL? = nil,
        _ columns: [StaticString]
    ) {
        self.name = name.description
        self.columns = columns.map(\.description)
        self.keyCount = key
        self.hasIdentity = identity
        self.isSeeded = isSeeded
        self.condition = condition
        sql = Self.quoted(name)
        columnSQL = columns.map(Self.quoted)
    }

    /// One that a program of this schema knows.
    public static func named(_ name: String) -> DumpTable? { byName[name] }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// Some names are words of SQL.
    private static func quoted(_ name: StaticString) -> SQL {
        let mark: SQL = "\""
        return mark + SQL(stringLiteral: name) + mark
    }
}
