public import StreavDomain
internal import StreavStore

/// What is done to live streams.
public struct LiveStreamControl {
    let transaction: ControlTransaction

    private static let resource = "live-stream"

    public func create(_ details: LiveStreamDetails) throws -> LiveStream {
        let details = try checked(details)
        let id = try table.insert(details, now: transaction.now)
        let generation = try transaction.record(
            "live-stream.create", Self.resource, id: "\(id)", name: details.name, after: try JSON.text(details))
        try transaction.emit(LiveStreamChanged(id: id, generation: generation, isDeleted: false))
        return LiveStream(id: id, details: details, createdAt: transaction.now, updatedAt: transaction.now, revision: 1)
    }

    /// - Parameter expected: The revision the change was made on; nil: whatever there is.
    @discardableResult
    public func update(
        _ id: LiveStreamID, _ details: LiveStreamDetails, expecting expected: Int64? = nil
    ) throws -> LiveStream {
        try change(id, action: "live-stream.update", expecting: expected) { _ in details }
    }

    /// Switches a stream on or off.
    @discardableResult
    public func setEnabled(_ id: LiveStreamID, _ isEnabled: Bool) throws -> LiveStream {
        try change(id, action: isEnabled ? "live-stream.enable" : "live-stream.disable", expecting: nil) { details in
            var details = details
            details.isEnabled = isEnabled
            return details
        }
    }

    /// Takes it from all bundles too.
    public func delete(_ id: LiveStreamID) throws {
        let old = try existing(id)
        guard try table.delete(id) else { throw notFound(id) }
        let generation = try transaction.record(
            "live-stream.delete", Self.resource, id: "\(id)", name: old.details.name,
            before: try JSON.text(old.details))
        try transaction.emit(LiveStreamChanged(id: id, generation: generation, isDeleted: true))
    }

    /// Has the node that runs it open its sources anew.
    public func restart(_ id: LiveStreamID) throws {
        let stream = try running(id)
        let generation = try transaction.record(
            "live-stream.restart", Self.resource, id: "\(id)", name: stream.details.name)
        try transaction.emit(
            LiveStreamSteered(id: id, generation: generation, action: .restart, askedAt: transaction.now))
    }

    /// Has the node that runs it put one of its sources on air. It stays there while it is well; where it fails, or
    /// the stream is restarted or moves, the order of the sources decides again.
    ///
    /// - Parameter position: The place of the source, from 0.
    public func switchSource(_ id: LiveStreamID, to position: Int) throws {
        let stream = try running(id)
        guard stream.details.sources.indices.contains(position) else {
            throw InvalidInput(field: "source", "is no source of this stream")
        }
        let generation = try transaction.record(
            "live-stream.switch-source", Self.resource, id: "\(id)", name: stream.details.name,
            after: try JSON.text(["source": position + 1]))
        try transaction.emit(
            LiveStreamSteered(
                id: id, generation: generation, action: .switchSource, source: position, askedAt: transaction.now))
    }

    private func running(_ id: LiveStreamID) throws -> LiveStream {
        let stream = try existing(id)
        guard stream.details.isEnabled else { throw InvalidInput(field: "isEnabled", "is switched off") }
        return stream
    }

    private var table: LiveStreamTable { transaction.connection.liveStreams }

    private func change(
        _ id: LiveStreamID, action: String, expecting expected: Int64?,
        _ make: (LiveStreamDetails) -> LiveStreamDetails
    ) throws -> LiveStream {
        let old = try existing(id)
        let details = try checked(make(old.details))
        guard try table.update(id, details, expecting: expected ?? old.revision, now: transaction.now) else {
            throw ControlError.changedMeanwhile(resource: Self.resource, id: id.rawValue)
        }
        let generation = try transaction.record(
            action, Self.resource, id: "\(id)", name: details.name, before: try JSON.text(old.details),
            after: try JSON.text(details))
        try transaction.emit(LiveStreamChanged(id: id, generation: generation, isDeleted: false))
        return LiveStream(
            id: id, details: details, createdAt: old.createdAt, updatedAt: transaction.now, revision: old.revision + 1)
    }

    private func checked(_ details: LiveStreamDetails) throws -> LiveStreamDetails {
        let details = try details.validated()
        guard !details.categories.isEmpty else { return details }
        var problems = InvalidInput()
        let categories = try transaction.connection.categories.existing(details.categories)
        for (index, category) in details.categories.enumerated() {
            problems.require(categories.contains(category), "categories[\(index)]", "does not exist")
        }
        try problems.throwIfAny()
        return details
    }

    private func existing(_ id: LiveStreamID) throws -> LiveStream {
        guard let stream = try table.find(id) else { throw notFound(id) }
        return stream
    }

    private func notFound(_ id: LiveStreamID) -> ControlError {
        .notFound(resource: Self.resource, id: id.rawValue)
    }
}
