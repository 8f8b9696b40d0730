/// A connection inside a transaction. Valid only while the closure it was given to runs; using it later traps.
///
/// After a statement has failed the transaction is lost: every further statement is refused and nothing is committed,
/// even if the closure hides the error. PostgreSQL works so, hence both do.
public protocol DatabaseConnection {
    var dialect: SQLDialect { get }

    /// Runs a statement that returns no rows.
    ///
    /// - Returns: How many rows it inserted, changed or deleted.
    @discardableResult
    func execute(_ sql: SQL) throws(DatabaseError) -> Int

    /// Runs a statement and hands over its rows as they come. What `body` throws ends the iteration.
    ///
    /// `body` must not use the connection: one statement runs at a time.
    func forEach(_ sql: SQL, _ body: (SQLRow) throws -> Void) throws
}

extension DatabaseConnection {
    /// Every row, made into a value.
    public func fetch<Value>(_ sql: SQL, _ make: (SQLRow) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        try forEach(sql) { values.append(try make($0)) }
        return values
    }

    /// The first column of every row.
    public func fetchColumn<Value: SQLReadable>(_ sql: SQL, as type: Value.Type = Value.self) throws -> [Value] {
        try fetch(sql) { row throws(DatabaseError) in try row[at: 0] }
    }

    /// The only row made into a value, or nil when there is none. More than one row is `badStatement`.
    public func fetchOne<Value>(_ sql: SQL, _ make: (SQLRow) throws -> Value) throws -> Value? {
        var values = try fetch(sql, make)
        guard values.count <= 1 else {
            throw DatabaseError(.badStatement, "one row was expected, \(values.count) came")
        }
        return values.popLast()
    }

    /// The only column of the only row, or nil when there is no row.
    public func fetchValue<Value: SQLReadable>(_ sql: SQL, as type: Value.Type = Value.self) throws -> Value? {
        try fetchOne(sql) { row throws(DatabaseError) in try row[at: 0] }
    }

    /// The only column of the only row of a statement that always returns one, e.g. a count or an insertion's id.
    public func value<Value: SQLReadable>(_ sql: SQL, as type: Value.Type = Value.self) throws -> Value {
        guard let value = try fetchValue(sql, as: type) else {
            throw DatabaseError(.badStatement, "one row was expected, none came")
        }
        return value
    }
}
