import StreavControl
import StreavDomain
import StreavPorts
import StreavSQL
import StreavStore
import Synchronization

/// This process as a server of the fleet: registers it, says that it lives, and says goodbye.
final class FleetMembership: Sendable {
    /// What a heartbeat came to.
    enum Beat: Sendable {
        /// - revision: Of the assignments.
        case heard(revision: Int64, servers: [Server])
        /// This process is no server of the fleet: another one has taken its name since.
        case superseded
    }

    private let database: any Database
    private let control: ControlPlane
    private let details: @Sendable (_ publicURL: String) -> ServerDetails
    private let clock: StreavClock
    private let state = Mutex(State())

    private struct State: Sendable {
        var registration: ServerRegistration?
        var publicURL = ""
        /// The streams that were said to be watched.
        var watched: Set<LiveStreamID> = []
    }

    /// Transactions that meet another are tried so often.
    private static let attempts = 8

    init(platform: Platform, name: String) {
        database = platform.database
        clock = platform.clock
        control = ControlPlane(
            database: platform.database, clock: platform.clock, entropy: platform.entropy.fork("fleet/\(name)"),
            keys: ControlKeys(master: platform.secret))
        details = { ServerDetails(name: name, publicURL: $0) }
    }

    /// Nil before ``register(publicURL:)``, and while another process has the name.
    var registration: ServerRegistration? { state.withLock { $0.registration } }

    /// Makes this process the server of its name, and has what is to run assigned.
    func register(publicURL: String) async throws {
        let details = details(publicURL)
        let made = try await perform { try $0.fleet.register(details) }
        state.withLock { state in
            state.registration = made
            state.publicURL = publicURL
            state.watched = []
        }
    }

    /// Says that the process lives, and what it does.
    func beat(load: ServerLoad, watched: Set<LiveStreamID>) async throws -> Beat {
        guard let registration else { return try await reclaim() ? try await look() : .superseded }
        let (begun, ended) = state.withLock { state in
            (watched.subtracting(state.watched).sorted(), state.watched.subtracting(watched).sorted())
        }
        let clock = clock
        let heard = try await database.write { connection -> Beat? in
            guard try connection.servers.beat(registration, load: load, now: clock.wallNow) else { return nil }
            try connection.assignments.note(begun, areWatched: true, by: registration.server)
            try connection.assignments.note(ended, areWatched: false, by: registration.server)
            return .heard(revision: try connection.assignments.revision(), servers: try connection.servers.all())
        }
        if let heard {
            state.withLock { $0.watched = watched }
            return heard
        }
        state.withLock { $0.registration = nil }
        return try await reclaim() ? try await look() : .superseded
    }

    /// What was assigned has changed: streams that are watched are said to be so anew, since a stream that moved is
    /// assumed not to be.
    func forgetWatched() {
        state.withLock { $0.watched = [] }
    }

    /// The process goes out of service.
    ///
    /// - Returns: How many streams other nodes have from now on.
    func leave() async throws -> Int {
        guard let registration else { return 0 }
        return try await perform { try $0.fleet.leave(registration) } ?? 0
    }

    /// Takes the name again when its row is gone, or the process that took it is.
    private func reclaim() async throws -> Bool {
        let publicURL = state.withLock { $0.publicURL }
        let details = details(publicURL)
        let present = try await database.read { try $0.servers.find(name: details.name) }
        guard present.map({ $0.health.isLost || $0.health.isLeaving }) ?? true else { return false }
        try await register(publicURL: publicURL)
        return true
    }

    private func look() async throws -> Beat {
        try await database.read {
            .heard(revision: try $0.assignments.revision(), servers: try $0.servers.all())
        }
    }

    private func perform<Result: Sendable>(
        _ body: @escaping @Sendable (ControlTransaction) throws -> Result
    ) async throws -> Result {
        for _ in 1..<Self.attempts {
            do {
                return try await control.perform(as: .system("fleet"), body)
            } catch let error as DatabaseError where error.code == .serializationFailure {
                continue
            }
        }
        return try await control.perform(as: .system("fleet"), body)
    }
}
