import StreavDomain
import StreavPorts
import Synchronization

/// The sessions of this node: the state machine behind a lock, with the leases and sockets it speaks of.
final class SessionRegistry: Sendable {
    private struct State: Sendable {
        var machine: SessionRegistryStateMachine
        var sockets: [String: [ConnectionKey: SessionSocket]] = [:]
    }

    /// Sessions that are tried in turn when there is no room: the first nearly always gives way.
    private static let maximumYields = 4

    let leases: LeaseAuthority
    /// Whatever changes the places of one subscriber is done one after the other.
    let turns: TurnQueue<SubscriberID>
    private let clock: StreavClock
    private let configuration: SessionConfiguration
    private let marks: SessionMarks
    private let neighbours: Neighbours
    private let ended: @Sendable (SessionRegistryStateMachine.Ending) -> Void
    private let state: Mutex<State>

    /// - Parameter ended: Told of every session that is over.
    init(
        clock: StreavClock, leases: LeaseAuthority, configuration: SessionConfiguration, marks: SessionMarks,
        neighbours: Neighbours, ended: @escaping @Sendable (SessionRegistryStateMachine.Ending) -> Void
    ) {
        self.clock = clock
        self.leases = leases
        self.configuration = configuration
        self.marks = marks
        self.neighbours = neighbours
        self.ended = ended
        turns = TurnQueue()
        state = Mutex(State(machine: SessionRegistryStateMachine(configuration: configuration)))
    }

    /// Reads or changes the machine. Nothing that takes time is done in `body`.
    func withMachine<Result: Sendable>(_ body: (inout SessionRegistryStateMachine) -> Result) -> Result {
        state.withLock { body(&$0.machine) }
    }

    /// Takes a place for a viewer that passed admission. To be called in the subscriber's turn.
    func enter(_ candidate: SessionCandidate) async -> DenialCode? {
        let (isFull, moved) = withMachine { machine in
            (machine.sessions.count >= configuration.sessionCapacity, machine.moved(by: candidate))
        }
        guard !isFull else { return .overloaded }
        guard let yielding = await takePlace(candidate, moved: moved) else { return .connectionLimit }
        let endings = state.withLock { state in
            let endings = state.machine.begin(
                candidate, yielding: yielding.here, at: clock.monotonicNow, wall: clock.wallNow)
            if endings != nil, let socket = candidate.socket {
                state.sockets[candidate.id] = [socket.connection: socket]
            }
            return endings
        }
        guard let endings else {
            // Another subscriber took the id while this one's lease was asked for. What gave way to it stays.
            leases.release(candidate.id, of: candidate.subscriber)
            if let here = yielding.here { await renew(here) }
            return .streamNotFound
        }
        perform(endings)
        if let elsewhere = yielding.elsewhere { neighbours.displaced(candidate.subscriber, elsewhere) }
        return nil
    }

    /// Who gave a place to a new session; neither where one was free.
    private struct Yielding {
        var here: String?
        var elsewhere: String?
    }

    /// Takes a lease; nil when there is no place and nobody to give way.
    ///
    /// Sessions of other nodes are known by their ids alone, so those of the same device come after all that this node
    /// knows better.
    private func takePlace(_ candidate: SessionCandidate, moved: String?) async -> Yielding? {
        var first = Yielding(here: moved)
        var replaced = moved
        if let predecessor = candidate.predecessor {
            first.elsewhere = predecessor
            replaced = predecessor
        }
        if candidate.isZap, neighbours.exist(),
            let members = await leases.members(of: candidate.subscriber),
            moved.map({ !members.contains($0) }) ?? true,
            let other = elsewhere(candidate, in: [.hls], members: members).first
        {
            // The device's session here, if it has one, gave its place to that one and has not heard of it yet.
            if let moved { leases.forget(moved, of: candidate.subscriber) }
            first.elsewhere = other
            replaced = other
        }
        if case .granted = await lease(candidate, replacing: replaced) { return first }
        let others = withMachine { $0.yielding(to: candidate, at: clock.monotonicNow) }
        for other in others.prefix(Self.maximumYields) {
            if case .granted = await lease(candidate, replacing: other) { return Yielding(here: other) }
        }
        // One that polls again under an old id has its own place or none.
        guard candidate.occasion == .opening else { return nil }
        // And what this node alone holds may be the limit already: then nobody else could help.
        guard leases.ownCount(of: candidate.subscriber) - others.count < candidate.grant.limit,
            let members = await leases.members(of: candidate.subscriber)
        else { return nil }
        let strangers = elsewhere(candidate, in: StreamFormat.allCases, members: members)
        // Sessions here that have given their places away and not heard of it yet hold nothing.
        let dispossessed = strangers.isEmpty ? [] : others.filter { !members.contains($0) }
        for id in dispossessed { leases.forget(id, of: candidate.subscriber) }
        for other in strangers.prefix(Self.maximumYields) {
            if case .granted = await lease(candidate, replacing: other) {
                return Yielding(here: dispossessed.first, elsewhere: other)
            }
        }
        return nil
    }

    /// Sessions that the candidate's device has on other nodes.
    private func elsewhere(
        _ candidate: SessionCandidate, in formats: [StreamFormat], members: [String]
    ) -> [String] {
        let own = formats.map { marks.mark(candidate.subscriber, candidate.device, $0) }
        return withMachine { machine in
            members.filter { id in
                id != candidate.id && machine.sessions[id] == nil && own.contains { id.hasPrefix($0) }
            }
        }.sorted()
    }

    /// Ends a session that goes on at another node, under its place. To be called in the subscriber's turn.
    func handOver(_ id: String) {
        guard let ending = withMachine({ $0.end(id, .handedOver) }) else { return }
        state.withLock { $0.sockets[id] = nil }
        leases.forget(id, of: ending.record.subscriber)
        ended(ending)
    }

    /// Renews a session's lease; ends the session if its place is gone. To be called in the subscriber's turn.
    func renew(_ id: String) async {
        let plan = withMachine { machine in
            machine.sessions[id].map { ($0, machine.leaseLife(of: $0)) }
        }
        guard let (record, life) = plan else { return }
        let outcome = await leases.lease(id, of: record.subscriber, limit: record.grant.limit, life: life)
        switch outcome {
        case .granted:
            let isGone = withMachine { machine in
                machine.renewed(id, at: clock.monotonicNow)
                return machine.sessions[id] == nil
            }
            // It ended while its lease was being renewed: the lease must not outlive it.
            if isGone { leases.release(id, of: record.subscriber) }
        case .full:
            end(id, .placeTaken)
        }
    }

    /// One more answer of a file that is being sent already.
    func join(
        _ socket: SessionSocket, credential: SessionCredential, stream: StreamID, device: SessionDevice
    ) -> SessionRegistryStateMachine.Joining {
        let (joining, crowdedOut) = state.withLock { state in
            let joining = state.machine.joinFile(
                credential: credential, stream: stream, device: device, connection: socket.connection,
                at: clock.monotonicNow, wall: clock.wallNow)
            guard case .joined(let id, let oldest) = joining else { return (joining, nil as SessionSocket?) }
            let crowdedOut = oldest.flatMap { state.sockets[id]?.removeValue(forKey: $0) }
            state.sockets[id, default: [:]][socket.connection] = socket
            return (joining, crowdedOut)
        }
        crowdedOut?.close(.moved)
        return joining
    }

    /// An answer of a file is over. Harmless for a session that is.
    func fileEnded(_ id: String, _ connection: ConnectionKey) {
        state.withLock { state in
            state.machine.fileEnded(id, connection, at: clock.monotonicNow)
            state.sockets[id]?[connection] = nil
        }
    }

    @discardableResult
    func end(_ id: String, _ reason: SessionEndReason) -> Bool {
        guard let ending = withMachine({ $0.end(id, reason) }) else { return false }
        perform([ending])
        return true
    }

    /// Ends what is over by itself.
    func tick() {
        perform(withMachine { $0.tick(at: clock.monotonicNow, wall: clock.wallNow) })
    }

    private func lease(_ candidate: SessionCandidate, replacing replaced: String?) async -> LeaseOutcome {
        let isSocket = candidate.format != .hls
        return await leases.lease(
            candidate.id, of: candidate.subscriber, limit: candidate.grant.limit,
            life: isSocket ? configuration.leaseLife : configuration.provisionalLeaseLife, replacing: replaced)
    }

    private func perform(_ endings: [SessionRegistryStateMachine.Ending]) {
        for ending in endings {
            let sockets = state.withLock { $0.sockets.removeValue(forKey: ending.record.id) } ?? [:]
            leases.release(ending.record.id, of: ending.record.subscriber)
            if !ending.reason.isOfSocket { for socket in sockets.values { socket.close(ending.reason) } }
            ended(ending)
        }
    }
}
