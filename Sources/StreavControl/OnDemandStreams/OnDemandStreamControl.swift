public import StreavDomain
internal import StreavPorts
internal import StreavStore

/// What is done to on-demand streams.
public struct OnDemandStreamControl {
    let transaction: ControlTransaction

    private static let resource = "on-demand-stream"

    public func create(_ details: OnDemandStreamDetails) throws -> OnDemandStream {
        let details = try checked(details)
        let id = try table.insert(details, now: transaction.now)
        let generation = try transaction.record(
            "on-demand-stream.create", Self.resource, id: "\(id)", name: details.name, after: try JSON.text(details))
        try announce(id, generation)
        return OnDemandStream(
            id: id, details: details, createdAt: transaction.now, updatedAt: transaction.now, revision: 1)
    }

    /// - Parameter expected: The revision the change was made on; nil: whatever there is.
    @discardableResult
    public func update(
        _ id: OnDemandStreamID, _ details: OnDemandStreamDetails, expecting expected: Int64? = nil
    ) throws -> OnDemandStream {
        let old = try existing(id)
        let details = try checked(details)
        guard try table.update(id, details, expecting: expected ?? old.revision, now: transaction.now) else {
            throw ControlError.changedMeanwhile(resource: Self.resource, id: id.rawValue)
        }
        let generation = try transaction.record(
            "on-demand-stream.update", Self.resource, id: "\(id)", name: details.name,
            before: try JSON.text(old.details), after: try JSON.text(details))
        try announce(id, generation)
        return OnDemandStream(
            id: id, details: details, createdAt: old.createdAt, updatedAt: transaction.now, revision: old.revision + 1)
    }

    /// Movies and episodes that play it stay, without it; so does the file.
    public func delete(_ id: OnDemandStreamID) throws {
        let old = try existing(id)
        guard try table.delete(id) else { throw notFound(id) }
        let generation = try transaction.record(
            "on-demand-stream.delete", Self.resource, id: "\(id)", name: old.details.name,
            before: try JSON.text(old.details))
        try announce(id, generation, isDeleted: true)
    }

    private var table: OnDemandStreamTable { transaction.connection.onDemandStreams }

    private func announce(_ id: OnDemandStreamID, _ generation: Int64, isDeleted: Bool = false) throws {
        try transaction.emit(OnDemandStreamChanged(id: id, generation: generation, isDeleted: isDeleted))
    }

    private func checked(_ details: OnDemandStreamDetails) throws -> OnDemandStreamDetails {
        let details = try details.validated()
        do throws(MediaStoreError) {
            _ = try MediaKey.components(of: details.mediaKey)
        } catch {
            throw InvalidInput(
                field: "mediaKey", "must name a file below the media store's root, e.g. movies/2024/film.mp4")
        }
        return details
    }

    private func existing(_ id: OnDemandStreamID) throws -> OnDemandStream {
        guard let stream = try table.find(id) else { throw notFound(id) }
        return stream
    }

    private func notFound(_ id: OnDemandStreamID) -> ControlError {
        .notFound(resource: Self.resource, id: id.rawValue)
    }
}
