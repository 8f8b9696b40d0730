public import StreavDomain
internal import StreavStore

/// What is done to the kinds of movies and shows. No node needs them, so no event tells of it.
public struct GenreControl {
    let transaction: ControlTransaction

    private static let resource = "genre"

    public func create(_ details: GenreDetails) throws -> Genre {
        let details = try details.validated()
        let id = try table.insert(details, now: transaction.now)
        try transaction.record(
            "genre.create", Self.resource, id: "\(id)", name: details.name, after: try JSON.text(details))
        return Genre(id: id, details: details, createdAt: transaction.now, updatedAt: transaction.now)
    }

    @discardableResult
    public func update(_ id: GenreID, _ details: GenreDetails) throws -> Genre {
        let old = try existing(id)
        let details = try details.validated()
        guard try table.update(id, details, now: transaction.now) else { throw notFound(id) }
        try transaction.record(
            "genre.update", Self.resource, id: "\(id)", name: details.name, before: try JSON.text(old.details),
            after: try JSON.text(details))
        return Genre(id: id, details: details, createdAt: old.createdAt, updatedAt: transaction.now)
    }

    /// Its movies and shows lose it and stay.
    public func delete(_ id: GenreID) throws {
        let old = try existing(id)
        guard try table.delete(id) else { throw notFound(id) }
        try transaction.record(
            "genre.delete", Self.resource, id: "\(id)", name: old.details.name, before: try JSON.text(old.details))
    }

    private var table: GenreTable { transaction.connection.genres }

    private func existing(_ id: GenreID) throws -> Genre {
        guard let genre = try table.find(id) else { throw notFound(id) }
        return genre
    }

    private func notFound(_ id: GenreID) -> ControlError {
        .notFound(resource: Self.resource, id: id.rawValue)
    }
}
