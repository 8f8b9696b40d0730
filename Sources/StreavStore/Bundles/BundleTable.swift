public import StreavDomain
internal import StreavSQL

/// Bundles and what is in them.
public struct BundleTable {
    let connection: any DatabaseConnection

    public func insert(_ details: BundleDetails, now: Timestamp) throws -> BundleID {
        let id: BundleID = try connection.value(
            """
            INSERT INTO bundles (name, name_folded, description, created_at, updated_at, revision)
            VALUES (\(details.name), \(FoldedText.fold(details.name)), \(details.description), \(now), \(now), 1)
            RETURNING id
            """)
        try insertContents(of: id, details)
        return id
    }

    /// False when the bundle is not there, or has another revision than `expected`.
    public func update(
        _ id: BundleID, _ details: BundleDetails, expecting expected: Int64, now: Timestamp
    ) throws -> Bool {
        let count = try connection.execute(
            """
            UPDATE bundles SET name = \(details.name), name_folded = \(FoldedText.fold(details.name)),
                description = \(details.description), updated_at = \(now), revision = revision + 1
            WHERE id = \(id) AND revision = \(expected)
            """)
        guard count == 1 else { return false }
        try connection.execute("DELETE FROM bundle_live_streams WHERE bundle_id = \(id)")
        try connection.execute("DELETE FROM bundle_movies WHERE bundle_id = \(id)")
        try connection.execute("DELETE FROM bundle_shows WHERE bundle_id = \(id)")
        try insertContents(of: id, details)
        return true
    }

    /// False when the bundle is not there.
    public func delete(_ id: BundleID) throws -> Bool {
        try connection.execute("DELETE FROM bundles WHERE id = \(id)") == 1
    }

    public func find(_ id: BundleID) throws -> Bundle? {
        let liveStreams: [LiveStreamID] = try connection.fetchColumn(
            "SELECT live_stream_id FROM bundle_live_streams WHERE bundle_id = \(id) ORDER BY position, live_stream_id")
        let movies: [MovieID] = try connection.fetchColumn(
            "SELECT movie_id FROM bundle_movies WHERE bundle_id = \(id) ORDER BY position, movie_id")
        let shows: [ShowID] = try connection.fetchColumn(
            "SELECT show_id FROM bundle_shows WHERE bundle_id = \(id) ORDER BY position, show_id")
        return try connection.fetchOne(
            "SELECT id, name, description, created_at, updated_at, revision FROM bundles WHERE id = \(id)"
        ) { row in
            Bundle(
                id: try row["id"],
                details: BundleDetails(
                    name: try row["name"], description: try row["description"], liveStreams: liveStreams,
                    movies: movies,
                    shows: shows),
                createdAt: try row["created_at"], updatedAt: try row["updated_at"], revision: try row["revision"])
        }
    }

    public func id(ofName name: String) throws -> BundleID? {
        try connection.fetchValue("SELECT id FROM bundles WHERE name_folded = \(FoldedText.fold(name))")
    }

    /// Those of `ids` that exist.
    public func existing(_ ids: [BundleID]) throws -> Set<BundleID> {
        Set(try connection.fetchColumn("SELECT id FROM bundles WHERE id IN (\(values: ids))", as: BundleID.self))
    }

    public func count() throws -> Int {
        try connection.value("SELECT count(*) FROM bundles")
    }

    private func insertContents(of id: BundleID, _ details: BundleDetails) throws {
        for (position, liveStream) in details.liveStreams.enumerated() {
            try connection.execute(
                """
                INSERT INTO bundle_live_streams (bundle_id, live_stream_id, position)
                VALUES (\(id), \(liveStream), \(position))
                """)
        }
        for (position, movie) in details.movies.enumerated() {
            try connection.execute(
                "INSERT INTO bundle_movies (bundle_id, movie_id, position) VALUES (\(id), \(movie), \(position))")
        }
        for (position, show) in details.shows.enumerated() {
            try connection.execute(
                "INSERT INTO bundle_shows (bundle_id, show_id, position) VALUES (\(id), \(show), \(position))")
        }
    }
}
