public import StreavDomain
internal import StreavSQL

/// The headings of live streams.
public struct CategoryTable {
    let connection: any DatabaseConnection

    public func insert(_ details: CategoryDetails, now: Timestamp) throws -> CategoryID {
        try connection.value(
            """
            INSERT INTO categories (name, name_folded, position, created_at, updated_at, revision)
            VALUES (\(details.name), \(FoldedText.fold(details.name)), \(details.position), \(now), \(now), 1)
            RETURNING id
            """)
    }

    /// False when the category is not there, or has another revision than `expected`.
    public func update(
        _ id: CategoryID, _ details: CategoryDetails, expecting expected: Int64, now: Timestamp
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE categories SET name = \(details.name), name_folded = \(FoldedText.fold(details.name)),
                position = \(details.position), updated_at = \(now), revision = revision + 1
            WHERE id = \(id) AND revision = \(expected)
            """) == 1
    }

    /// False when the category is not there.
    public func delete(_ id: CategoryID) throws -> Bool {
        try connection.execute("DELETE FROM categories WHERE id = \(id)") == 1
    }

    public func find(_ id: CategoryID) throws -> Category? {
        try connection.fetchOne("SELECT \(Self.columns) FROM categories WHERE id = \(id)", Self.category)
    }

    /// All, in the dashboard's order.
    public func all() throws -> [Category] {
        try connection.fetch("SELECT \(Self.columns) FROM categories ORDER BY position, id", Self.category)
    }

    /// Those of `ids` that exist.
    public func existing(_ ids: [CategoryID]) throws -> Set<CategoryID> {
        Set(try connection.fetchColumn("SELECT id FROM categories WHERE id IN (\(values: ids))", as: CategoryID.self))
    }

    static let columns: SQL = "id, name, position, created_at, updated_at, revision"

    static func category(_ row: SQLRow) throws -> Category {
        Category(
            id: try row["id"], details: CategoryDetails(name: try row["name"], position: try row["position"]),
            createdAt: try row["created_at"], updatedAt: try row["updated_at"], revision: try row["revision"])
    }
}
