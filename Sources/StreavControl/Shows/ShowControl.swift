public import StreavDomain
internal import StreavStore

/// What is done to shows, their seasons and episodes.
public struct ShowControl {
    let transaction: ControlTransaction

    static let resource = "show"

    /// No node hears of it: a new show is in no bundle yet.
    public func create(_ details: ShowDetails) throws -> Show {
        let details = try checked(details)
        let id = try table.insert(details, now: transaction.now)
        try transaction.record(
            "show.create", Self.resource, id: "\(id)", name: details.common.title, after: try JSON.text(details))
        return Show(id: id, details: details, createdAt: transaction.now, updatedAt: transaction.now, revision: 1)
    }

    /// No node hears of it: what a show plays is its episodes' matter.
    ///
    /// - Parameter expected: The revision the change was made on; nil: whatever there is.
    @discardableResult
    public func update(_ id: ShowID, _ details: ShowDetails, expecting expected: Int64? = nil) throws -> Show {
        let old = try existing(id)
        let details = try checked(details)
        guard try table.update(id, details, expecting: expected ?? old.revision, now: transaction.now) else {
            throw ControlError.changedMeanwhile(resource: Self.resource, id: id.rawValue)
        }
        try transaction.record(
            "show.update", Self.resource, id: "\(id)", name: details.common.title, before: try JSON.text(old.details),
            after: try JSON.text(details))
        return Show(
            id: id, details: details, createdAt: old.createdAt, updatedAt: transaction.now, revision: old.revision + 1)
    }

    /// Takes its seasons and episodes along, and takes it from all bundles; what they played stays.
    public func delete(_ id: ShowID) throws {
        let old = try existing(id)
        let isMissed = try table.hasStreams(id) && table.isInBundle(id)
        guard try table.delete(id) else { throw notFound(id) }
        let generation = try transaction.record(
            "show.delete", Self.resource, id: "\(id)", name: old.details.common.title,
            before: try JSON.text(old.details))
        if isMissed { try transaction.announceCatalogue(generation) }
    }

    var table: ShowTable { transaction.connection.shows }

    private func checked(_ details: ShowDetails) throws -> ShowDetails {
        let details = try details.validated()
        var problems = InvalidInput()
        try transaction.checkReferences(of: details.common, &problems)
        try problems.throwIfAny()
        return details
    }

    func existing(_ id: ShowID) throws -> Show {
        guard let show = try table.find(id) else { throw notFound(id) }
        return show
    }

    private func notFound(_ id: ShowID) -> ControlError {
        .notFound(resource: Self.resource, id: id.rawValue)
    }
}
