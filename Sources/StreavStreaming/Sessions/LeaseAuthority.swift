import Logging
import StreavDomain
import StreavPorts
import Synchronization

/// Hands out the places a subscriber may hold at once: by the cache's leases, which all nodes share, and by this node's
/// own table when the cache does not answer within its budget.
///
/// Without the cache a node keeps the limit among its own sessions; as soon as the cache answers again,
/// ``takeReassertion()`` says so and every session renews its lease there.
final class LeaseAuthority: Sendable {
    private struct State: Sendable {
        var circuit: Circuit
        var local = LocalLeases()
        /// Places given up that the cache does not know of yet.
        var releases: [SubscriberID: Set<String>] = [:]
        var needsReassertion = false
    }

    /// Given-up places remembered per subscriber; more lapse by themselves.
    private static let maximumReleases = 256

    private let cache: any Cache
    private let clock: StreavClock
    private let configuration: SessionConfiguration
    private let logger: Logger
    private let state: Mutex<State>
    private let wake: AsyncStream<Void>.Continuation

    init(cache: any Cache, clock: StreavClock, configuration: SessionConfiguration, logger: Logger) {
        self.cache = cache
        self.clock = clock
        self.configuration = configuration
        self.logger = logger
        let circuit = Circuit(
            failures: configuration.circuitFailures, patience: configuration.circuitPatience,
            pause: configuration.circuitPause)
        state = Mutex(State(circuit: circuit))
        (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// The key of a subscriber's pool in the cache.
    static func pool(_ subscriber: SubscriberID) -> String { "sessions/\(subscriber)" }

    /// True while the cache is not asked.
    var isCircuitOpen: Bool { state.withLock { $0.circuit.isOpen } }

    /// Takes or renews a place; the rules are those of ``Cache/lease(_:in:limit:timeToLive:replacing:)``. Takes no
    /// longer than the budget. Calls for one subscriber must come one after the other.
    func lease(
        _ member: String, of subscriber: SubscriberID, limit: Int, life: Duration, replacing replaced: String? = nil
    ) async -> LeaseOutcome {
        let now = clock.monotonicNow
        let (own, mayAsk, releases) = state.withLock { state in
            let own = state.local.outcome(member, in: subscriber, limit: limit, replacing: replaced, at: now)
            // What this node alone holds is already the limit: the cache could not say otherwise.
            guard case .granted = own else { return (own, false, Set<String>()) }
            let mayAsk = state.circuit.permits(at: now)
            let releases = mayAsk ? state.releases.removeValue(forKey: subscriber) ?? [] : []
            return (own, mayAsk, releases)
        }
        guard case .granted = own else { return own }
        let shared =
            mayAsk
            ? await ask(member, subscriber, limit, life, replaced, releases.subtracting([member])) : nil
        let outcome = shared ?? own
        if case .granted = outcome {
            state.withLock { state in
                state.local.hold(member, in: subscriber, until: now + life, replacing: replaced, at: now)
                state.releases[subscriber]?.remove(member)
                if state.releases[subscriber]?.isEmpty == true { state.releases[subscriber] = nil }
                if shared == nil, let replaced { Self.note(replaced, subscriber, &state) }
            }
        }
        return outcome
    }

    /// Gives a place up: at once on this node, and in the cache as soon as it is asked next.
    func release(_ member: String, of subscriber: SubscriberID) {
        state.withLock { state in
            state.local.release(member, in: subscriber)
            Self.note(member, subscriber, &state)
        }
        wake.yield()
    }

    /// Drops what this node knows of a place that another node goes on with.
    func forget(_ member: String, of subscriber: SubscriberID) {
        state.withLock { $0.local.release(member, in: subscriber) }
    }

    /// Who holds the places of a subscriber on all nodes; nil when the cache does not answer.
    func members(of subscriber: SubscriberID) async -> [String]? {
        let now = clock.monotonicNow
        let (mayAsk, releases) = state.withLock { state in
            (state.circuit.permits(at: now), state.releases[subscriber] ?? [])
        }
        guard mayAsk else { return nil }
        let cache = cache
        let pool = Self.pool(subscriber)
        let members: [String]? = await bounded {
            do throws(CacheError) { return try await cache.members(of: pool) } catch { return nil }
        }
        return members?.filter { !releases.contains($0) }
    }

    /// How many places sessions of this node hold.
    func ownCount(of subscriber: SubscriberID) -> Int {
        let now = clock.monotonicNow
        return state.withLock { $0.local.members(of: subscriber, at: now).count }
    }

    /// Yields whenever places were given up that the cache does not know of yet.
    let wakes: AsyncStream<Void>

    /// True once after the cache has come back.
    func takeReassertion() -> Bool {
        state.withLock { state in
            defer { state.needsReassertion = false }
            return state.needsReassertion
        }
    }

    /// Whose places were given up without the cache knowing; nobody while it is not asked.
    var unsettled: [SubscriberID] {
        state.withLock { $0.circuit.isOpen ? [] : $0.releases.keys.sorted() }
    }

    /// Tells the cache of a subscriber's given-up places. Like ``lease(_:of:limit:life:replacing:)`` never at the same
    /// time as another call for that subscriber: a release that overtakes a new lease of the same member would undo
    /// it.
    func settle(_ subscriber: SubscriberID) async {
        let now = clock.monotonicNow
        let releases = state.withLock { state in
            // A permission that is not used would keep the circuit waiting for its outcome.
            guard state.releases[subscriber]?.isEmpty == false, state.circuit.permits(at: now) else {
                return Set<String>()
            }
            return state.releases.removeValue(forKey: subscriber) ?? []
        }
        guard !releases.isEmpty else { return }
        let cache = cache
        let pool = Self.pool(subscriber)
        let isDone = await bounded {
            do throws(CacheError) {
                for member in releases.sorted() { try await cache.release(member, in: pool) }
                return true
            } catch {
                return nil
            }
        }
        if isDone == nil { restore(releases, subscriber) }
    }

    private func ask(
        _ member: String, _ subscriber: SubscriberID, _ limit: Int, _ life: Duration, _ replaced: String?,
        _ releases: Set<String>
    ) async -> LeaseOutcome? {
        let cache = cache
        let pool = Self.pool(subscriber)
        let outcome: LeaseOutcome? = await bounded {
            do throws(CacheError) {
                for released in releases.sorted() where released != replaced {
                    try await cache.release(released, in: pool)
                }
                return try await cache.lease(member, in: pool, limit: limit, timeToLive: life, replacing: replaced)
            } catch {
                return nil
            }
        }
        if outcome == nil { restore(releases, subscriber) }
        return outcome
    }

    /// Nil when `operation` failed, or not in time: either way the cache did not answer.
    private func bounded<Value: Sendable>(_ operation: @escaping @Sendable () async -> Value?) async -> Value? {
        let value = await TimeBudget.run(configuration.cacheBudget, clock: clock, operation) ?? nil
        let now = clock.monotonicNow
        if let value {
            state.withLock { state in
                if state.circuit.succeeded() { state.needsReassertion = true }
            }
            return value
        }
        if Task.isCancelled {
            state.withLock { $0.circuit.abandoned(at: now) }
            return nil
        }
        let hasOpened = state.withLock { state in
            let wasOpen = state.circuit.isOpen
            state.circuit.failed(at: now)
            return !wasOpen && state.circuit.isOpen
        }
        if hasOpened {
            logger.warning("The cache does not answer: this node counts connections alone until it does.")
        }
        return nil
    }

    private func restore(_ releases: Set<String>, _ subscriber: SubscriberID) {
        state.withLock { state in
            for member in releases { Self.note(member, subscriber, &state) }
        }
    }

    private static func note(_ member: String, _ subscriber: SubscriberID, _ state: inout State) {
        guard state.releases[subscriber, default: []].count < maximumReleases else { return }
        state.releases[subscriber, default: []].insert(member)
    }
}
