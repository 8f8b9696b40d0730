public import StreavDomain
internal import StreavSQL

/// The kinds of movies and shows.
public struct GenreTable {
    let connection: any DatabaseConnection

    public func insert(_ details: GenreDetails, now: Timestamp) throws -> GenreID {
        try connection.value(
            """
            INSERT INTO genres (name, name_folded, created_at, updated_at)
            VALUES (\(details.name), \(FoldedText.fold(details.name)), \(now), \(now))
            RETURNING id
            """)
    }

    /// False when the genre is not there. It is but a name, so there is no revision: the later one holds.
    public func update(_ id: GenreID, _ details: GenreDetails, now: Timestamp) throws -> Bool {
        try connection.execute(
            """
            UPDATE genres SET name = \(details.name), name_folded = \(FoldedText.fold(details.name)),
                updated_at = \(now)
            WHERE id = \(id)
            """) == 1
    }

    /// Its movies and shows lose it and stay. False when the genre is not there.
    public func delete(_ id: GenreID) throws -> Bool {
        try connection.execute("DELETE FROM genres WHERE id = \(id)") == 1
    }

    public func find(_ id: GenreID) throws -> Genre? {
        try connection.fetchOne("SELECT id, name, created_at, updated_at FROM genres WHERE id = \(id)") { row in
            Genre(
                id: try row["id"], details: GenreDetails(name: try row["name"]), createdAt: try row["created_at"],
                updatedAt: try row["updated_at"])
        }
    }

    /// Those of `ids` that exist.
    public func existing(_ ids: [GenreID]) throws -> Set<GenreID> {
        try connection.existing(ids, in: "genres")
    }
}
