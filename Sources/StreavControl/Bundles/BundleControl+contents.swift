public import StreavDomain
internal import StreavStore

/// What a bundle holds, changed a few at a time. Adding and removing are meant for whatever there is, so two people may
/// do it at once; an order is meant for what was seen.
extension BundleControl {
    /// Name and description; what is in it stays.
    ///
    /// - Parameter expected: The revision the change was made on.
    public func describe(
        _ id: BundleID, name: String, description: String?, expecting expected: Int64
    ) throws {
        try change(id, expecting: expected) { details in
            details.name = name
            details.description = description
        }
    }

    /// Puts things at the end of a bundle, or where `places` says. What is in it already stays where it is.
    ///
    /// - Parameter places: For each of `ids` its place, from 0 on, once all are in.
    /// - Returns: Those that were not in it.
    @discardableResult
    public func add(
        _ kind: BundleContentKind, _ ids: [Int32], to id: BundleID, at places: [Int]? = nil
    ) throws -> [Int32] {
        var added: [Int32] = []
        try change(id) { details in
            var list = details[kind]
            var there = Set(list)
            var wanted: [(id: Int32, place: Int?)] = []
            for (index, id) in ids.enumerated() where there.insert(id).inserted {
                wanted.append((id, places.flatMap { index < $0.count ? $0[index] : nil }))
            }
            added = wanted.map(\.id)
            // From the front on, so that each place is that of the result.
            for entry in wanted.sorted(by: { ($0.place ?? .max) < ($1.place ?? .max) }) {
                list.insert(entry.id, at: min(max(entry.place ?? list.count, 0), list.count))
            }
            details[kind] = list
        }
        return added
    }

    /// Takes things out of a bundle; they stay in the catalogue.
    ///
    /// - Returns: Those that were in it, with the place of each before.
    @discardableResult
    public func remove(
        _ kind: BundleContentKind, _ ids: [Int32], from id: BundleID
    ) throws -> [(id: Int32, place: Int)] {
        let gone = Set(ids)
        var removed: [(id: Int32, place: Int)] = []
        try change(id) { details in
            removed = details[kind].enumerated().filter { gone.contains($0.element) }.map { ($0.element, $0.offset) }
            details[kind].removeAll { gone.contains($0) }
        }
        return removed
    }

    /// Gives things of a bundle another order.
    ///
    /// - Parameters:
    ///   - ids: A part of the list, in the order it shall have.
    ///   - moves: What goes further: each to its place in the whole list, from 0 on, one after the other.
    ///   - expected: The revision in which the order was seen.
    public func arrange(
        _ kind: BundleContentKind, _ ids: [Int32], moves: [(id: Int32, place: Int)] = [], in id: BundleID,
        expecting expected: Int64
    ) throws {
        try change(id, expecting: expected) { details in
            var list = OrderedIDs.arranging(ids, in: details[kind])
            for move in moves { list = OrderedIDs.moving([move.id], to: move.place, in: list) }
            details[kind] = list
        }
    }

    /// Nothing is written where nothing changes.
    private func change(
        _ id: BundleID, expecting expected: Int64? = nil, _ body: (inout BundleDetails) -> Void
    ) throws {
        guard let old = try transaction.connection.bundles.find(id) else {
            throw ControlError.notFound(resource: "bundle", id: id.rawValue)
        }
        guard expected ?? old.revision == old.revision else {
            throw ControlError.changedMeanwhile(resource: "bundle", id: id.rawValue)
        }
        var details = old.details
        body(&details)
        if details != old.details { try update(id, details, expecting: old.revision) }
    }
}
