public import StreavDomain
internal import StreavStore

/// What is done to streaming nodes.
public struct ServerControl {
    let transaction: ControlTransaction

    private static let resource = "server"

    public func create(_ details: ServerDetails) throws -> Server {
        let details = try details.validated()
        let id = try table.insert(details, now: transaction.now)
        let generation = try transaction.record(
            "server.create", Self.resource, id: "\(id)", name: details.name, after: try JSON.text(details))
        try transaction.emit(ServerChanged(id: id, generation: generation))
        return Server(id: id, details: details, createdAt: transaction.now, updatedAt: transaction.now, revision: 1)
    }

    /// - Parameter expected: The revision the change was made on; nil: whatever there is.
    public func update(_ id: ServerID, _ details: ServerDetails, expecting expected: Int64? = nil) throws {
        let old = try existing(id)
        let details = try details.validated()
        guard try table.update(id, details, expecting: expected ?? old.revision, now: transaction.now) else {
            throw ControlError.changedMeanwhile(resource: Self.resource, id: id.rawValue)
        }
        let generation = try transaction.record(
            "server.update", Self.resource, id: "\(id)", name: details.name, before: try JSON.text(old.details),
            after: try JSON.text(details))
        try transaction.emit(ServerChanged(id: id, generation: generation))
    }

    /// Its live streams go to others with the next assignment. A process of its name that still runs registers anew:
    /// to keep one away, disable its server.
    public func delete(_ id: ServerID) throws {
        let old = try existing(id)
        guard try table.delete(id) else { throw notFound(id) }
        let generation = try transaction.record(
            "server.delete", Self.resource, id: "\(id)", name: old.details.name, before: try JSON.text(old.details))
        try transaction.connection.assignments.advance()
        try transaction.emit(ServerChanged(id: id, generation: generation))
    }

    private var table: ServerTable { transaction.connection.servers }

    private func existing(_ id: ServerID) throws -> Server {
        guard let server = try table.find(id) else { throw notFound(id) }
        return server
    }

    private func notFound(_ id: ServerID) -> ControlError {
        .notFound(resource: Self.resource, id: id.rawValue)
    }
}
