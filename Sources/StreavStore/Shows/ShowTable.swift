public import StreavDomain
internal import StreavSQL

/// Shows with their genres and casts.
public struct ShowTable {
    let connection: any DatabaseConnection

    private static let own: SQL = "last_release_date"

    public func insert(_ details: ShowDetails, now: Timestamp) throws -> ShowID {
        ShowID(try rows.insert(details.common, Self.own, "\(details.lastReleaseDate)", now: now))
    }

    /// False when the show is not there, or has another revision than `expected`.
    public func update(
        _ id: ShowID, _ details: ShowDetails, expecting expected: Int64, now: Timestamp
    ) throws -> Bool {
        try rows.update(
            id.rawValue, details.common, Self.own, "\(details.lastReleaseDate)", expecting: expected, now: now)
    }

    /// Takes its seasons and episodes along, and takes it from all bundles. False when the show is not there.
    public func delete(_ id: ShowID) throws -> Bool {
        try rows.delete(id.rawValue)
    }

    public func find(_ id: ShowID) throws -> Show? {
        try rows.find(id.rawValue, Self.own) { row, common in
            Show(
                id: id, details: ShowDetails(common, lastReleaseDate: try row["last_release_date"]),
                createdAt: try row["created_at"], updatedAt: try row["updated_at"], revision: try row["revision"])
        }
    }

    /// Those of `ids` that exist.
    public func existing(_ ids: [ShowID]) throws -> Set<ShowID> {
        try connection.existing(ids, in: "shows")
    }

    /// Whether any bundle holds the show.
    public func isInBundle(_ id: ShowID) throws -> Bool {
        try rows.isInBundle(id.rawValue)
    }

    public func count() throws -> Int {
        try connection.value("SELECT count(*) FROM shows")
    }

    var rows: TitleRows { TitleRows(connection: connection, kind: .show) }
}
