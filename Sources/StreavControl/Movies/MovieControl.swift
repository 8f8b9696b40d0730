public import StreavDomain
internal import StreavStore

/// What is done to movies.
public struct MovieControl {
    let transaction: ControlTransaction

    private static let resource = "movie"

    /// No node hears of it: a new movie is in no bundle yet.
    public func create(_ details: MovieDetails) throws -> Movie {
        let details = try checked(details)
        let id = try table.insert(details, now: transaction.now)
        try transaction.record(
            "movie.create", Self.resource, id: "\(id)", name: details.common.title, after: try JSON.text(details))
        return Movie(id: id, details: details, createdAt: transaction.now, updatedAt: transaction.now, revision: 1)
    }

    /// - Parameter expected: The revision the change was made on; nil: whatever there is.
    @discardableResult
    public func update(_ id: MovieID, _ details: MovieDetails, expecting expected: Int64? = nil) throws -> Movie {
        let old = try existing(id)
        let details = try checked(details)
        guard try table.update(id, details, expecting: expected ?? old.revision, now: transaction.now) else {
            throw ControlError.changedMeanwhile(resource: Self.resource, id: id.rawValue)
        }
        let generation = try transaction.record(
            "movie.update", Self.resource, id: "\(id)", name: details.common.title, before: try JSON.text(old.details),
            after: try JSON.text(details))
        if old.details.onDemandStream != details.onDemandStream, try table.isInBundle(id) {
            try transaction.announceCatalogue(generation)
        }
        return Movie(
            id: id, details: details, createdAt: old.createdAt, updatedAt: transaction.now, revision: old.revision + 1)
    }

    /// Takes it from all bundles too; what it played stays.
    public func delete(_ id: MovieID) throws {
        let old = try existing(id)
        let isMissed = try old.details.onDemandStream != nil && table.isInBundle(id)
        guard try table.delete(id) else { throw notFound(id) }
        let generation = try transaction.record(
            "movie.delete", Self.resource, id: "\(id)", name: old.details.common.title,
            before: try JSON.text(old.details))
        if isMissed { try transaction.announceCatalogue(generation) }
    }

    private var table: MovieTable { transaction.connection.movies }

    private func checked(_ details: MovieDetails) throws -> MovieDetails {
        let details = try details.validated()
        var problems = InvalidInput()
        try transaction.checkReferences(of: details.common, &problems)
        try transaction.checkStream(details.onDemandStream, &problems)
        try problems.throwIfAny()
        return details
    }

    private func existing(_ id: MovieID) throws -> Movie {
        guard let movie = try table.find(id) else { throw notFound(id) }
        return movie
    }

    private func notFound(_ id: MovieID) -> ControlError {
        .notFound(resource: Self.resource, id: id.rawValue)
    }
}
