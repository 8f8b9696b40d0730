public import StreavDomain
internal import StreavStore

/// What is done to viewers' connections.
public struct ConnectionControl {
    let transaction: ControlTransaction

    private static let resource = "connection"

    /// How long devices may be refused after they were cut off.
    public static let holds: ClosedRange<Duration> = .zero ... .seconds(3600)
    /// Players come again at once; this is long enough for a person to be asked.
    public static let standardHold: Duration = .seconds(30)
    /// The most connections at once.
    public static let limit = 1000

    /// Ends connections, within a second where their nodes can be reached, and keeps their devices away for a time:
    /// the same subscriber, address and player. One that is over already is left out.
    ///
    /// - Parameter ids: At most ``limit``.
    /// - Returns: Those that are being closed.
    /// - Throws: ``StreavDomain/InvalidInput`` for a hold out of range, or too many at once.
    @discardableResult
    public func close(_ ids: [Int64], hold: Duration = standardHold) throws -> [Connection] {
        var problems = InvalidInput()
        problems.require(Self.holds.contains(hold), "hold", "must be 0 to 3600 seconds")
        problems.require(ids.count <= Self.limit, "ids", "must be 1000 at most")
        try problems.throwIfAny()
        let open = try transaction.connection.connections.find(ids).filter(\.isLive)
        var generation: Int64 = 0
        for connection in open {
            // No address: whoever may read the log need not know where viewers are.
            generation = try transaction.record(
                "connection.close", Self.resource, id: "\(connection.id)", name: connection.username,
                after: try JSON.text(
                    Closing(
                        stream: connection.streamName, format: connection.format.rawValue,
                        holdSeconds: hold.components.seconds)))
        }
        // What is of no subscriber is a preview: those of a subscriber who was deleted are over.
        let sessions = open.map { connection in
            ConnectionsClosed.Session(
                id: connection.sessionID, subscriber: connection.subscriber ?? .preview, address: connection.address,
                userAgent: connection.userAgent ?? "")
        }
        for start in stride(from: 0, to: sessions.count, by: ConnectionsClosed.limit) {
            try transaction.emit(
                ConnectionsClosed(
                    sessions: Array(sessions[start..<min(sessions.count, start + ConnectionsClosed.limit)]),
                    closedAt: transaction.now, holdMilliseconds: hold.wholeMilliseconds, generation: generation))
        }
        return open
    }

    /// For the activity log.
    private struct Closing: Encodable {
        var stream: String
        var format: String
        var holdSeconds: Int64
    }
}
