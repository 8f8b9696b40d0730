internal import GRDB

/// Looks up the names that SQLite leaves out of its messages: it reports a unique violation by its columns. Unnamed
/// constraints get the names that PostgreSQL would give them.
struct SQLiteSchema {
    private let database: GRDB.Database

    init(_ database: GRDB.Database) {
        self.database = database
    }

    /// - Parameter message: "UNIQUE constraint failed: table.column, table.column", or "…: index 'name'".
    func constraintName(forUniqueViolation message: String) -> String? {
        guard let subject = SQLiteErrors.subject(of: message) else { return nil }
        if subject.hasPrefix("index '"), subject.hasSuffix("'") {
            return String(subject.dropFirst("index '".count).dropLast())
        }
        let parts = subject.split(separator: ",").map { $0.drop { $0 == " " }.split(separator: ".", maxSplits: 1) }
        guard let table = parts.first?.first.map(String.init), parts.allSatisfy({ $0.count == 2 }) else { return nil }
        let columns = parts.map { String($0[1]) }
        return try? name(ofUniqueColumns: columns, table: table)
    }

    private func name(ofUniqueColumns columns: [String], table: String) throws -> String? {
        let indexes = try Row.fetchAll(
            database, sql: "SELECT name, origin FROM pragma_index_list(?) WHERE \"unique\"", arguments: [table])
        for index in indexes {
            let name: String = index["name"]
            let indexed = try String.fetchAll(
                database, sql: "SELECT coalesce(name, '') FROM pragma_index_info(?) ORDER BY seqno", arguments: [name])
            guard indexed == columns else { continue }
            // An index that was created by its name carries it; one that belongs to a constraint is named in its text.
            if index["origin"] == "c" { return name }
        }
        let definition = try String.fetchOne(
            database, sql: "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", arguments: [table])
        let primaryKey = try String.fetchAll(
            database, sql: "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", arguments: [table])
        let isPrimaryKey = primaryKey == columns
        if let definition,
            let named = Self.namedConstraint(isPrimaryKey ? "PRIMARY KEY" : "UNIQUE", on: columns, in: definition)
        {
            return named
        }
        return isPrimaryKey ? "\(table)_pkey" : "\(table)_\(columns.joined(separator: "_"))_key"
    }

    /// Finds `CONSTRAINT name KIND (columns)` in a table's definition.
    static func namedConstraint(_ kind: String, on columns: [String], in definition: String) -> String? {
        let words = words(of: definition)
        let tail =
            kind.split(separator: " ").map(String.init) + ["("] + columns.flatMap { [$0, ","] }.dropLast() + [")"]
        for start in words.indices where words[start].uppercased() == "CONSTRAINT" {
            let end = start + 2 + tail.count
            guard end <= words.count else { break }
            let matches = zip(words[(start + 2)..<end], tail).allSatisfy { $0.uppercased() == $1.uppercased() }
            if matches { return words[start + 1] }
        }
        return nil
    }

    /// Words and the signs between them; quotes around names are dropped.
    private static func words(of definition: String) -> [String] {
        var words: [String] = []
        var word = ""
        for character in definition {
            if character.isLetter || character.isNumber || character == "_" {
                word.append(character)
                continue
            }
            if !word.isEmpty { words.append(word) }
            word = ""
            if !character.isWhitespace, character != "\"" { words.append(String(character)) }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }
}
