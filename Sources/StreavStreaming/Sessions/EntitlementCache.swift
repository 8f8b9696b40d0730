import StreavDomain
import StreavPorts
import Synchronization

/// What this node knows of subscribers: bounded, fresh for a few seconds, and still good when nobody can be asked.
///
/// Readings of one subscriber are not made twice at once. While the source is unavailable the last reading serves on;
/// the entitlement's own expiry ends it, since admission looks at that each time.
final class EntitlementCache: Sendable {
    private typealias Reading = Result<SubscriberEntitlement?, EntitlementUnavailable>

    private struct Entry: Sendable {
        var entitlement: SubscriberEntitlement
        /// Nil: must be read again before it is believed.
        var readAt: MonotonicInstant?
    }

    private struct State: Sendable {
        var entries: LeastRecentlyUsed<SubscriberID, Entry>
        var names: [String: SubscriberID] = [:]
        var unknownNames: LeastRecentlyUsed<String, MonotonicInstant>
        /// Sets of streams in use, so that subscribers of the same bundles share one.
        var streams: [LiveStreamSet: Int] = [:]
        /// Grows with every invalidation: a reading that was under way then is not believed.
        var invalidations = 0
    }

    private let source: any EntitlementSource
    private let clock: StreavClock
    private let configuration: SessionConfiguration
    private let state: Mutex<State>
    private let turns: TurnQueue<String>
    /// Open while the source takes questions and does not answer: nobody waits for it then.
    private let circuit: Mutex<Circuit>

    init(source: any EntitlementSource, clock: StreavClock, configuration: SessionConfiguration) {
        self.source = source
        self.clock = clock
        self.configuration = configuration
        state = Mutex(
            State(
                entries: LeastRecentlyUsed(capacity: configuration.entitlementCapacity),
                unknownNames: LeastRecentlyUsed(capacity: configuration.unknownNameCapacity)))
        turns = TurnQueue()
        circuit = Mutex(
            Circuit(
                failures: configuration.circuitFailures, patience: configuration.circuitPatience,
                pause: configuration.circuitPause))
    }

    /// - Parameters:
    ///   - name: In lower case.
    ///   - age: A reading older than this is made again.
    func entitlement(
        forUsername name: String, maximumAge age: Duration
    ) async throws(EntitlementUnavailable) -> SubscriberEntitlement? {
        guard Self.isPossible(name) else { return nil }
        let configuration = configuration
        let source = source
        return try await read(
            turn: "name \(name)",
            known: { state, now in
                if let id = state.names[name], let entry = state.entries.value(forKey: id) {
                    return Self.isFresh(entry.readAt, now, age) ? .some(entry.entitlement) : nil
                }
                let refusedAt = state.unknownNames.peek(name)
                return Self.isFresh(refusedAt, now, min(age, configuration.refusalFreshness)) ? .some(nil) : nil
            },
            stale: { state in state.names[name].flatMap { state.entries.peek($0)?.entitlement } },
            load: {
                do throws(EntitlementUnavailable) {
                    return .success(try await source.entitlement(forUsername: name))
                } catch {
                    return .failure(error)
                }
            },
            missing: { state, now in
                if let id = state.names[name] { Self.forget(id, &state) }
                state.unknownNames.set(now, forKey: name)
            })
    }

    func entitlement(of id: SubscriberID) async throws(EntitlementUnavailable) -> SubscriberEntitlement? {
        try await read(id, maximumAge: configuration.entitlementFreshness) { state in
            state.entries.peek(id)?.entitlement
        }
    }

    /// Reads now, whatever is known, and throws when that cannot be: an old reading is no answer here.
    func refreshed(_ id: SubscriberID) async throws(EntitlementUnavailable) -> SubscriberEntitlement? {
        try await read(id, maximumAge: .zero) { _ in nil }
    }

    private func read(
        _ id: SubscriberID, maximumAge age: Duration, stale: @Sendable (inout State) -> SubscriberEntitlement?
    ) async throws(EntitlementUnavailable) -> SubscriberEntitlement? {
        let source = source
        return try await read(
            turn: "id \(id)",
            known: { state, now in
                guard let entry = state.entries.value(forKey: id), Self.isFresh(entry.readAt, now, age) else {
                    return nil
                }
                return .some(entry.entitlement)
            },
            stale: stale,
            load: {
                do throws(EntitlementUnavailable) {
                    return .success(try await source.entitlement(of: id))
                } catch {
                    return .failure(error)
                }
            },
            missing: { state, _ in Self.forget(id, &state) })
    }

    /// What is known and believed without asking; nil when it has to be read.
    func fresh(_ id: SubscriberID) -> SubscriberEntitlement? {
        let age = configuration.entitlementFreshness
        return state.withLock { state in
            guard let entry = state.entries.peek(id), Self.isFresh(entry.readAt, clock.monotonicNow, age) else {
                return nil
            }
            return entry.entitlement
        }
    }

    /// What was read last, however long ago; nil when nothing is known. Asks nobody.
    func known(_ id: SubscriberID) -> SubscriberEntitlement? {
        state.withLock { $0.entries.peek(id)?.entitlement }
    }

    /// The next question about the subscriber asks the source.
    func invalidate(_ id: SubscriberID) {
        state.withLock { state in
            state.invalidations += 1
            guard var entry = state.entries.peek(id) else { return }
            entry.readAt = nil
            state.entries.set(entry, forKey: id)
        }
    }

    /// As ``invalidate(_:)``, for everybody.
    func invalidateAll() {
        state.withLock { state in
            state.invalidations += 1
            state.entries.updateAll { $0.readAt = nil }
        }
    }

    var count: Int { state.withLock { $0.entries.count } }

    private func read(
        turn: String, known: @Sendable (inout State, MonotonicInstant) -> SubscriberEntitlement??,
        stale: @Sendable (inout State) -> SubscriberEntitlement?,
        load: @escaping @Sendable () async -> Reading,
        missing: @Sendable (inout State, MonotonicInstant) -> Void
    ) async throws(EntitlementUnavailable) -> SubscriberEntitlement? {
        if let answer = state.withLock({ known(&$0, clock.monotonicNow) }) { return answer }
        let reading: Reading? = await turns.withTurn(turn, capacity: configuration.waitingReadings) {
            // Whoever was before in the queue may have read it.
            if let answer = state.withLock({ known(&$0, clock.monotonicNow) }) { return .success(answer) }
            return await readNow(stale: stale, load: load, missing: missing)
        }
        guard let reading else { throw EntitlementUnavailable("too many wait for the same subscriber") }
        return try reading.get()
    }

    private func readNow(
        stale: @Sendable (inout State) -> SubscriberEntitlement?,
        load: @escaping @Sendable () async -> Reading,
        missing: @Sendable (inout State, MonotonicInstant) -> Void
    ) async -> Reading {
        let epoch = state.withLock { $0.invalidations }
        let loaded = await ask(load)
        let now = clock.monotonicNow
        return state.withLock { state in
            switch loaded {
            case .success(let entitlement?):
                return .success(Self.keep(entitlement, readAt: state.invalidations == epoch ? now : nil, &state))
            case .success(nil):
                missing(&state, now)
                return .success(nil)
            case .failure(let error):
                return stale(&state).map { .success($0) } ?? .failure(error)
            }
        }
    }

    /// Only silence opens the circuit: an error that comes promptly keeps nobody waiting.
    private func ask(_ load: @escaping @Sendable () async -> Reading) async -> Reading {
        guard circuit.withLock({ $0.permits(at: clock.monotonicNow) }) else {
            return .failure(EntitlementUnavailable("nobody answers at present"))
        }
        let loaded = await TimeBudget.run(configuration.entitlementBudget, clock: clock, load)
        let now = clock.monotonicNow
        let isCancelled = Task.isCancelled
        circuit.withLock { circuit in
            if loaded != nil {
                _ = circuit.succeeded()
            } else if isCancelled {
                circuit.abandoned(at: now)
            } else {
                circuit.failed(at: now)
            }
        }
        return loaded ?? .failure(EntitlementUnavailable("no answer in time"))
    }

    private static func keep(
        _ entitlement: SubscriberEntitlement, readAt: MonotonicInstant?, _ state: inout State
    ) -> SubscriberEntitlement {
        let present = state.entries.peek(entitlement.id)?.entitlement
        // A replica that lags must not bring back what an administrator took away.
        var kept = present.map { $0.generation > entitlement.generation ? $0 : entitlement } ?? entitlement
        forget(entitlement.id, &state)
        if let place = state.streams.index(forKey: kept.liveStreamIDs) {
            kept.liveStreamIDs = state.streams[place].key
        }
        state.streams[kept.liveStreamIDs, default: 0] += 1
        state.names[kept.username.lowercased()] = kept.id
        state.unknownNames.remove(kept.username.lowercased())
        if let forgotten = state.entries.set(Entry(entitlement: kept, readAt: readAt), forKey: kept.id) {
            release(forgotten.value.entitlement, &state)
        }
        return kept
    }

    private static func forget(_ id: SubscriberID, _ state: inout State) {
        if let entry = state.entries.remove(id) { release(entry.entitlement, &state) }
    }

    private static func release(_ entitlement: SubscriberEntitlement, _ state: inout State) {
        let name = entitlement.username.lowercased()
        if state.names[name] == entitlement.id { state.names[name] = nil }
        guard let uses = state.streams[entitlement.liveStreamIDs] else { return }
        state.streams[entitlement.liveStreamIDs] = uses > 1 ? uses - 1 : nil
    }

    private static func isFresh(_ readAt: MonotonicInstant?, _ now: MonotonicInstant, _ age: Duration) -> Bool {
        readAt.map { now - $0 < age } ?? false
    }

    /// What no username can be is not looked up: it would only fill the table of unknown ones.
    private static func isPossible(_ name: String) -> Bool {
        (1...255).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".")
                    || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "-")
            }
    }
}
