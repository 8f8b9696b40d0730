public import StreavDomain
internal import StreavSQL

/// Views of lists that users keep.
public struct SavedViewTable {
    let connection: any DatabaseConnection

    /// Those of a user of one list, by name.
    public func all(of user: UserID, path: String) throws -> [SavedView] {
        try connection.fetch(
            """
            SELECT id, page, name, query FROM saved_views WHERE user_id = \(user) AND page = \(path)
            ORDER BY name, id LIMIT \(SavedViewDetails.limit)
            """, Self.view)
    }

    public func find(_ id: SavedViewID, of user: UserID) throws -> SavedView? {
        try connection.fetchOne(
            "SELECT id, page, name, query FROM saved_views WHERE id = \(id) AND user_id = \(user)", Self.view)
    }

    /// Keeps a view; one of that name is replaced.
    public func save(_ details: SavedViewDetails, of user: UserID, now: Timestamp) throws -> SavedViewID {
        try connection.value(
            """
            INSERT INTO saved_views (user_id, page, name, query, created_at)
            VALUES (\(user), \(details.path), \(details.name), \(details.query), \(now))
            ON CONFLICT (user_id, page, name) DO UPDATE SET query = excluded.query
            RETURNING id
            """)
    }

    /// False when there was none.
    public func delete(_ id: SavedViewID, of user: UserID) throws -> Bool {
        try connection.execute("DELETE FROM saved_views WHERE id = \(id) AND user_id = \(user)") == 1
    }

    private static func view(_ row: SQLRow) throws -> SavedView {
        SavedView(
            id: try row["id"],
            details: SavedViewDetails(path: try row["page"], name: try row["name"], query: try row["query"]))
    }
}
