public import StreavDomain
internal import StreavSQL

/// Movies with their genres and casts.
public struct MovieTable {
    let connection: any DatabaseConnection

    private static let own: SQL = "on_demand_stream_id"

    public func insert(_ details: MovieDetails, now: Timestamp) throws -> MovieID {
        MovieID(try rows.insert(details.common, Self.own, "\(details.onDemandStream)", now: now))
    }

    /// False when the movie is not there, or has another revision than `expected`.
    public func update(
        _ id: MovieID, _ details: MovieDetails, expecting expected: Int64, now: Timestamp
    ) throws -> Bool {
        try rows.update(
            id.rawValue, details.common, Self.own, "\(details.onDemandStream)", expecting: expected, now: now)
    }

    /// Takes it from all bundles too. False when the movie is not there.
    public func delete(_ id: MovieID) throws -> Bool {
        try rows.delete(id.rawValue)
    }

    public func find(_ id: MovieID) throws -> Movie? {
        try rows.find(id.rawValue, Self.own) { row, common in
            Movie(
                id: id, details: MovieDetails(common, onDemandStream: try row["on_demand_stream_id"]),
                createdAt: try row["created_at"], updatedAt: try row["updated_at"], revision: try row["revision"])
        }
    }

    /// Those of `ids` that exist.
    public func existing(_ ids: [MovieID]) throws -> Set<MovieID> {
        try connection.existing(ids, in: "movies")
    }

    /// Whether any bundle holds the movie.
    public func isInBundle(_ id: MovieID) throws -> Bool {
        try rows.isInBundle(id.rawValue)
    }

    public func count() throws -> Int {
        try connection.value("SELECT count(*) FROM movies")
    }

    var rows: TitleRows { TitleRows(connection: connection, kind: .movie) }
}
