public import StreavDomain
internal import StreavStore

/// The views of lists that a user of the dashboard keeps. Each is its user's own.
public struct SavedViewControl {
    let transaction: ControlTransaction

    private static let resource = "saved-view"

    /// Keeps a view; one of that name is replaced.
    ///
    /// - Throws: ``StreavDomain/InvalidInput`` for `name` also when the list has as many as a user may keep.
    @discardableResult
    public func save(_ details: SavedViewDetails, of user: UserID) throws -> SavedView {
        let details = try details.validated()
        let others = try table.all(of: user, path: details.path).filter { $0.details.name != details.name }
        guard others.count < SavedViewDetails.limit else {
            throw InvalidInput(
                field: "name", "is one too many: a list keeps \(SavedViewDetails.limit) views, delete one first")
        }
        let id = try table.save(details, of: user, now: transaction.now)
        try transaction.record(
            "saved-view.save", Self.resource, id: "\(id)", name: details.name, after: try JSON.text(details))
        return SavedView(id: id, details: details)
    }

    @discardableResult
    public func delete(_ id: SavedViewID, of user: UserID) throws -> SavedView {
        guard let old = try table.find(id, of: user), try table.delete(id, of: user) else {
            throw ControlError.notFound(resource: Self.resource, id: id.rawValue)
        }
        try transaction.record(
            "saved-view.delete", Self.resource, id: "\(id)", name: old.details.name,
            before: try JSON.text(old.details))
        return old
    }

    private var table: SavedViewTable { transaction.connection.savedViews }
}
