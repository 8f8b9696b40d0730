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
        try insert(details.liveStreams, into: "bundle_live_streams", "live_stream_id", of: id)
        try insert(details.movies, into: "bundle_movies", "movie_id", of: id)
        try insert(details.shows, into: "bundle_shows", "show_id", of: id)
    }

    /// Many rows a statement, since a bundle may hold very many. Their number is a power of two, so that there are few
    /// statements to cache.
    private func insert<Entity>(
        _ ids: [Identifier<Entity>], into table: SQL, _ column: SQL, of bundle: BundleID
    ) throws {
        var start = 0
        var size = 512
        while start < ids.count {
            while size > ids.count - start { size /= 2 }
            let rows = (start..<(start + size)).map { "(\(bundle), \(ids[$0]), \($0))" as SQL }
            try connection.execute(
                "INSERT INTO \(table) (bundle_id, \(column), position) VALUES \(rows.joined(by: ", "))")
            start += size
        }
    }
}
