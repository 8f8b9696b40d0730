public import StreavDomain
public import StreavSQL
internal import StreavStore

/// Which node runs which live stream: a use case of the platform itself rather than of people.
public struct FleetControl {
    let transaction: ControlTransaction

    /// What an assignment round has changed.
    public struct Outcome: Hashable, Sendable {
        /// Streams that were given to another server, or to none.
        public var moved: Int
    }

    /// A node's process has started. Its streams are assigned in the same transaction: a lone node has all of them at
    /// once.
    public func register(_ details: ServerDetails) throws -> ServerRegistration {
        let details = try details.validated()
        let isNew = try transaction.connection.servers.find(name: details.name) == nil
        let registration = try transaction.connection.servers.register(details, now: transaction.now)
        // Whoever watched there does so no longer. Where the process only comes back, it says so with the next report.
        try transaction.connection.connections.endOpen(of: registration.server, reason: "server_restarted")
        if isNew {
            try transaction.record(
                "server.register", "server", id: "\(registration.server)", name: details.name,
                after: try JSON.text(details))
        }
        try reconcile(balancingMoves: 0)
        return registration
    }

    /// A node's process goes out of service: others get what it has, as far as there are any.
    ///
    /// - Returns: How many streams other nodes have now; nil when the server is another process's by now.
    public func leave(_ registration: ServerRegistration) throws -> Int? {
        guard try transaction.connection.servers.leave(registration) else { return nil }
        return try reconcile(balancingMoves: 0).moved
    }

    /// Nodes fell silent, each at a count of heartbeats. Those that have spoken since are left alone.
    public func noteLost(_ servers: [ServerID: Int64]) throws {
        for (id, heartbeats) in servers.sorted(by: { $0.key < $1.key }) {
            guard try transaction.connection.servers.noteLost(id, at: heartbeats),
                let server = try transaction.connection.servers.find(id)
            else { continue }
            // A node that was only cut off reports its sessions anew, and they go on.
            try transaction.connection.connections.endOpen(of: id, reason: "server_lost")
            try transaction.record("server.lost", "server", id: "\(id)", name: server.details.name)
        }
    }

    /// Brings the assignments to what the fleet allows, and tells the nodes where that changed anything. Whoever does
    /// this twice, or at the same time as somebody else, changes nothing more.
    ///
    /// - Parameter balancingMoves: As in ``FleetAssignment/moves(members:placements:balancingMoves:)``.
    @discardableResult
    public func reconcile(balancingMoves: Int? = nil) throws -> Outcome {
        let moves = try Self.moves(transaction.connection, balancingMoves: balancingMoves)
        guard !moves.isEmpty else { return Outcome(moved: 0) }
        let assignments = transaction.connection.assignments
        for move in moves { try assignments.place(move.stream, on: move.server, now: transaction.now) }
        let revision = try assignments.advance()
        let generation = try transaction.record(
            "server.assign", "live-stream", id: nil, name: nil,
            after: try JSON.text(AssignmentSummary(moves)))
        let event = AssignmentsChanged(revision: revision, generation: generation)
        try transaction.connection.outbox.append(
            // Of the revision, which happens once: assignments are also made where nothing random may be drawn.
            eventID: "assignments/\(revision)", aggregate: event.aggregate, type: AssignmentsChanged.type,
            payload: try JSON.encode(event), now: transaction.now)
        return Outcome(moved: moves.count)
    }

    /// Nothing is to be changed.
    public static func isSettled(_ connection: any DatabaseConnection, balancingMoves: Int? = nil) throws -> Bool {
        try moves(connection, balancingMoves: balancingMoves).isEmpty
    }

    private static func moves(
        _ connection: any DatabaseConnection, balancingMoves: Int? = nil
    ) throws -> [FleetAssignment.Move] {
        let members = try connection.servers.all().map {
            FleetAssignment.Member(id: $0.id, standing: $0.standing, weight: $0.details.weight)
        }
        let superfluous = try connection.assignments.superfluous().map {
            FleetAssignment.Move(stream: $0, server: nil)
        }
        return superfluous
            + FleetAssignment.moves(
                members: members, placements: try connection.assignments.placements(), balancingMoves: balancingMoves)
    }

    /// For the activity log: an assignment of ten thousand streams is one line.
    private struct AssignmentSummary: Encodable {
        /// How many streams each server was given; `none` for those that have no server.
        var given: [String: Int] = [:]

        init(_ moves: [FleetAssignment.Move]) {
            for move in moves { given[move.server.map { "\($0)" } ?? "none", default: 0] += 1 }
        }
    }
}
