public import StreavDomain
internal import StreavStore

/// The order of live streams, which is that of their numbers.
extension LiveStreamControl {
    /// The most that are put in order at once.
    public static let orderLimit = 200

    /// Gives live streams the numbers that they have between them, the lowest to the first. Where several have the same
    /// number the later ones get the next. What is gone is left out.
    ///
    /// - Parameters:
    ///   - ids: In the order that is wanted, at most ``orderLimit``.
    ///   - numbers: Those that the order was made on; nil: whatever there are.
    /// - Returns: Those that have another number now.
    /// - Throws: ``ControlError/changedMeanwhile(resource:id:)`` when a stream has another number than was seen.
    @discardableResult
    public func arrange(
        _ ids: [LiveStreamID], expecting numbers: [LiveStreamID: Int]? = nil
    ) throws -> [LiveStream] {
        guard ids.count <= Self.orderLimit else {
            throw InvalidInput(field: "ids", "must be \(Self.orderLimit) at most")
        }
        var seen: Set<LiveStreamID> = []
        let streams = try ids.filter { seen.insert($0).inserted }.compactMap {
            try transaction.connection.liveStreams.find($0)
        }
        if let numbers, let other = streams.first(where: { numbers[$0.id] != $0.details.number }) {
            throw ControlError.changedMeanwhile(resource: "live-stream", id: other.id.rawValue)
        }
        var given = streams.map(\.details.number).sorted()
        for index in given.indices.dropFirst() { given[index] = max(given[index], given[index - 1] + 1) }
        var moved: [LiveStream] = []
        for (stream, number) in zip(streams, given) where stream.details.number != number {
            var details = stream.details
            details.number = number
            moved.append(try update(stream.id, details, expecting: stream.revision))
        }
        return moved
    }
}
