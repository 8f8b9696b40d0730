public import StreavDomain
public import StreavPorts
import Synchronization

/// The on-demand streams that this node has been asked for: bounded, fresh for a few seconds, and still good when
/// nobody can be asked.
public final class OnDemandPlans: Sendable {
    /// How long a reading is believed without asking again.
    public static let freshness: Duration = .seconds(10)
    /// The same of "no such stream".
    public static let refusalFreshness: Duration = .seconds(1)
    /// Streams remembered, those that do not exist included.
    public static let capacity = 20_000
    /// How long one reading may take.
    public static let budget: Duration = .seconds(2)
    /// Those who may wait for the reading of one stream.
    public static let waitingReadings = 10_000

    private struct Entry: Sendable {
        /// Nil when there is no such stream.
        var plan: OnDemandPlan?
        /// Nil: must be read again before it is believed.
        var readAt: MonotonicInstant?
    }

    private struct State: Sendable {
        var entries: LeastRecentlyUsed<OnDemandStreamID, Entry>
        /// Grows with every invalidation: a reading that was under way then is not believed.
        var invalidations = 0
    }

    private let source: any OnDemandPlanSource
    private let clock: StreavClock
    private let state: Mutex<State>
    private let turns = TurnQueue<OnDemandStreamID>()

    public init(source: any OnDemandPlanSource, clock: StreavClock) {
        self.source = source
        self.clock = clock
        state = Mutex(State(entries: LeastRecentlyUsed(capacity: Self.capacity)))
    }

    /// What was read last, however long ago; nil when nothing is known or there is no such stream. Asks nobody.
    public func known(_ id: OnDemandStreamID) -> OnDemandPlan? {
        state.withLock { $0.entries.peek(id)?.plan }
    }

    /// - Returns: Nil when there is no such stream.
    /// - Throws: When nothing is known and nobody can be asked.
    public func plan(_ id: OnDemandStreamID) async throws(EntitlementUnavailable) -> OnDemandPlan? {
        if let fresh = fresh(id) { return fresh.plan }
        let reading: Result<OnDemandPlan?, EntitlementUnavailable>?
        reading = await turns.withTurn(id, capacity: Self.waitingReadings) {
            // Whoever was before in the queue may have read it.
            if let fresh = fresh(id) { return .success(fresh.plan) }
            return await read(id)
        }
        guard let reading else { throw EntitlementUnavailable("too many wait for the same stream") }
        return try reading.get()
    }

    /// The next question about the stream asks the source.
    public func invalidate(_ id: OnDemandStreamID) {
        state.withLock { state in
            state.invalidations += 1
            guard var entry = state.entries.peek(id) else { return }
            entry.readAt = nil
            state.entries.set(entry, forKey: id)
        }
    }

    private func fresh(_ id: OnDemandStreamID) -> Entry? {
        let now = clock.monotonicNow
        return state.withLock { state in
            guard let entry = state.entries.value(forKey: id), let readAt = entry.readAt else { return nil }
            let age = entry.plan == nil ? Self.refusalFreshness : Self.freshness
            return now - readAt < age ? entry : nil
        }
    }

    private func read(_ id: OnDemandStreamID) async -> Result<OnDemandPlan?, EntitlementUnavailable> {
        let before = state.withLock { $0.invalidations }
        let source = source
        let reading = await TimeBudget.run(Self.budget, clock: clock) {
            () -> Result<OnDemandPlan?, EntitlementUnavailable> in
            do throws(EntitlementUnavailable) {
                return .success(try await source.plan(of: id))
            } catch {
                return .failure(error)
            }
        }
        let now = clock.monotonicNow
        return state.withLock { state in
            switch reading ?? .failure(EntitlementUnavailable("reading a stream takes too long")) {
            case .success(let plan):
                let isCurrent = state.invalidations == before
                state.entries.set(Entry(plan: plan, readAt: isCurrent ? now : nil), forKey: id)
                return .success(plan)
            case .failure(let error):
                guard let known = state.entries.peek(id) else { return .failure(error) }
                return .success(known.plan)
            }
        }
    }
}
