public import StreavDomain
internal import StreavStore

/// What is done to bundles.
public struct BundleControl {
    let transaction: ControlTransaction

    private static let resource = "bundle"

    public func create(_ details: BundleDetails) throws -> Bundle {
        let details = try checked(details)
        let id = try table.insert(details, now: transaction.now)
        let generation = try transaction.record(
            "bundle.create", Self.resource, id: "\(id)", name: details.name, after: try JSON.text(details))
        try transaction.emit(BundleChanged(id: id, generation: generation, isDeleted: false))
        return Bundle(id: id, details: details, createdAt: transaction.now, updatedAt: transaction.now, revision: 1)
    }

    /// - Parameter expected: The revision the change was made on; nil: whatever there is.
    @discardableResult
    public func update(_ id: BundleID, _ details: BundleDetails, expecting expected: Int64? = nil) throws -> Bundle {
        let old = try existing(id)
        let details = try checked(details)
        guard try table.update(id, details, expecting: expected ?? old.revision, now: transaction.now) else {
            throw ControlError.changedMeanwhile(resource: Self.resource, id: id.rawValue)
        }
        let generation = try transaction.record(
            "bundle.update", Self.resource, id: "\(id)", name: details.name, before: try JSON.text(old.details),
            after: try JSON.text(details))
        try transaction.emit(BundleChanged(id: id, generation: generation, isDeleted: false))
        return Bundle(
            id: id, details: details, createdAt: old.createdAt, updatedAt: transaction.now, revision: old.revision + 1)
    }

    /// Its subscribers lose it; what was in it stays.
    public func delete(_ id: BundleID) throws {
        let old = try existing(id)
        guard try table.delete(id) else { throw notFound(id) }
        let generation = try transaction.record(
            "bundle.delete", Self.resource, id: "\(id)", name: old.details.name, before: try JSON.text(old.details))
        try transaction.emit(BundleChanged(id: id, generation: generation, isDeleted: true))
    }

    private var table: BundleTable { transaction.connection.bundles }

    private func checked(_ details: BundleDetails) throws -> BundleDetails {
        let details = try details.validated()
        var problems = InvalidInput()
        let liveStreams = try transaction.connection.liveStreams.existing(details.liveStreams)
        for (index, stream) in details.liveStreams.enumerated() {
            problems.require(liveStreams.contains(stream), "liveStreams[\(index)]", "does not exist")
        }
        let movies = try transaction.connection.movies.existing(details.movies)
        for (index, movie) in details.movies.enumerated() {
            problems.require(movies.contains(movie), "movies[\(index)]", "does not exist")
        }
        let shows = try transaction.connection.shows.existing(details.shows)
        for (index, show) in details.shows.enumerated() {
            problems.require(shows.contains(show), "shows[\(index)]", "does not exist")
        }
        try problems.throwIfAny()
        return details
    }

    private func existing(_ id: BundleID) throws -> Bundle {
        guard let bundle = try table.find(id) else { throw notFound(id) }
        return bundle
    }

    private func notFound(_ id: BundleID) -> ControlError {
        .notFound(resource: Self.resource, id: id.rawValue)
    }
}
