public import StreavDomain
internal import StreavStore

/// What is done to people in movies and shows. No node needs them, so no event tells of it.
public struct PersonControl {
    let transaction: ControlTransaction

    private static let resource = "person"

    public func create(_ details: PersonDetails) throws -> Person {
        let details = try details.validated()
        let id = try table.insert(details, now: transaction.now)
        try transaction.record(
            "person.create", Self.resource, id: "\(id)", name: details.name, after: try JSON.text(details))
        return Person(id: id, details: details, createdAt: transaction.now, updatedAt: transaction.now, revision: 1)
    }

    /// - Parameter expected: The revision the change was made on; nil: whatever there is.
    @discardableResult
    public func update(_ id: PersonID, _ details: PersonDetails, expecting expected: Int64? = nil) throws -> Person {
        let old = try existing(id)
        let details = try details.validated()
        guard try table.update(id, details, expecting: expected ?? old.revision, now: transaction.now) else {
            throw ControlError.changedMeanwhile(resource: Self.resource, id: id.rawValue)
        }
        try transaction.record(
            "person.update", Self.resource, id: "\(id)", name: details.name, before: try JSON.text(old.details),
            after: try JSON.text(details))
        return Person(
            id: id, details: details, createdAt: old.createdAt, updatedAt: transaction.now, revision: old.revision + 1)
    }

    /// Takes the person from all casts.
    public func delete(_ id: PersonID) throws {
        let old = try existing(id)
        guard try table.delete(id) else { throw notFound(id) }
        try transaction.record(
            "person.delete", Self.resource, id: "\(id)", name: old.details.name, before: try JSON.text(old.details))
    }

    private var table: PersonTable { transaction.connection.people }

    private func existing(_ id: PersonID) throws -> Person {
        guard let person = try table.find(id) else { throw notFound(id) }
        return person
    }

    private func notFound(_ id: PersonID) -> ControlError {
        .notFound(resource: Self.resource, id: id.rawValue)
    }
}
