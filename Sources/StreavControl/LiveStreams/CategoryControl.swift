public import StreavDomain
internal import StreavStore

/// What is done to the headings of live streams. No node needs them, so no event tells of it.
public struct CategoryControl {
    let transaction: ControlTransaction

    private static let resource = "category"

    public func create(_ details: CategoryDetails) throws -> Category {
        let details = try details.validated()
        let id = try table.insert(details, now: transaction.now)
        try transaction.record(
            "category.create", Self.resource, id: "\(id)", name: details.name, after: try JSON.text(details))
        return Category(id: id, details: details, createdAt: transaction.now, updatedAt: transaction.now, revision: 1)
    }

    /// - Parameter expected: The revision the change was made on; nil: whatever there is.
    @discardableResult
    public func update(
        _ id: CategoryID, _ details: CategoryDetails, expecting expected: Int64? = nil
    ) throws -> Category {
        let old = try existing(id)
        let details = try details.validated()
        guard try table.update(id, details, expecting: expected ?? old.revision, now: transaction.now) else {
            throw ControlError.changedMeanwhile(resource: Self.resource, id: id.rawValue)
        }
        try transaction.record(
            "category.update", Self.resource, id: "\(id)", name: details.name, before: try JSON.text(old.details),
            after: try JSON.text(details))
        return Category(
            id: id, details: details, createdAt: old.createdAt, updatedAt: transaction.now, revision: old.revision + 1)
    }

    /// Its live streams lose it and stay.
    public func delete(_ id: CategoryID) throws {
        let old = try existing(id)
        guard try table.delete(id) else { throw notFound(id) }
        try transaction.record(
            "category.delete", Self.resource, id: "\(id)", name: old.details.name, before: try JSON.text(old.details))
    }

    /// Gives all categories an order.
    ///
    /// - Parameter ids: In the order that is wanted; what is missing follows in the order it has.
    /// - Returns: How many moved.
    @discardableResult
    public func arrange(_ ids: [CategoryID]) throws -> Int {
        let all = try table.all()
        let wanted = Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let places = all.enumerated().map { (category: $1, place: wanted[$1.id] ?? ids.count + $0) }
        var moved = 0
        for (position, entry) in places.sorted(by: { $0.place < $1.place }).enumerated()
        where entry.category.details.position != position {
            guard try table.move(entry.category.id, to: position, now: transaction.now) else { continue }
            moved += 1
        }
        guard moved > 0 else { return 0 }
        try transaction.record(
            "category.arrange", Self.resource, id: "all", name: nil, before: try JSON.text(all.map(\.id.rawValue)),
            after: try JSON.text(try table.all().map(\.id.rawValue)))
        return moved
    }

    private var table: CategoryTable { transaction.connection.categories }

    private func existing(_ id: CategoryID) throws -> Category {
        guard let category = try table.find(id) else { throw notFound(id) }
        return category
    }

    private func notFound(_ id: CategoryID) -> ControlError {
        .notFound(resource: Self.resource, id: id.rawValue)
    }
}
