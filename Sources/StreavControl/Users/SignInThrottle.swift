internal import StreavDomain
internal import StreavPorts
internal import Synchronization

/// Slows guessing down: a few attempts are free, then each has to wait twice as long as the one before. Counts for each
/// subject (an account, an address, a known device) in the cache, so for all processes together.
///
/// Whoever is let in takes a place before the guess is judged: any number that come at once get the same few.
struct SignInThrottle: Sendable {
    /// Attempts before there is anything to wait for.
    static let freeAttempts: Int64 = 5
    /// The same for an address, behind which there may be an office.
    static let freeAttemptsOfAddress: Int64 = 20
    /// The longest that one has to wait.
    static let longestWait: Duration = .seconds(900)
    /// Attempts are forgotten after so long.
    static let memory: Duration = .seconds(3600)
    /// Attempts a minute, of everybody together, while the cache cannot be asked.
    static let attemptsWithoutCache = 30

    private struct Budget {
        var minute: Int64 = -1
        var spent = 0
    }

    struct Subject: Sendable {
        let name: String
        let free: Int64
    }

    private let cache: any Cache
    private let clock: StreavClock
    private let keys: SignInKeys
    private let budget: SharedBudget

    private final class SharedBudget: Sendable {
        let state = Mutex(Budget())
    }

    init(cache: any Cache, clock: StreavClock, keys: SignInKeys) {
        self.cache = cache
        self.clock = clock
        self.keys = keys
        budget = SharedBudget()
    }

    /// Takes a place for one attempt; nil when it may be made, else how long to wait at the most.
    func refusal(for subjects: [Subject]) async -> Duration? {
        do throws(CacheError) {
            for subject in subjects {
                if try await cache.value(forKey: closedKey(subject)) != nil { return Self.longestWait }
            }
            for subject in subjects {
                if let wait = try await take(subject) { return wait }
            }
            return nil
        } catch {
            return withoutCache()
        }
    }

    /// The right password was given: who did so is not held to what others tried before.
    func forget(_ subject: Subject) async {
        _ = try? await cache.remove(countKey(subject))
        _ = try? await cache.remove(closedKey(subject))
    }

    func account(_ folded: String) -> Subject { Subject(name: "account \(folded)", free: Self.freeAttempts) }

    func device(_ id: String, _ user: UserID) -> Subject {
        Subject(name: "device \(user) \(id)", free: Self.freeAttempts)
    }

    func secondFactor(_ user: UserID, device: String?) -> Subject {
        Subject(name: "second factor \(user) \(device ?? "")", free: Self.freeAttempts)
    }

    func passwordOf(_ user: UserID) -> Subject { Subject(name: "password \(user)", free: Self.freeAttempts) }

    /// A line that one subscriber has all of counts as one.
    func address(_ address: String?) -> Subject {
        let line = address.flatMap { IPAddress($0) }.map { "\($0.subscriberLine)" } ?? address ?? ""
        return Subject(name: "address \(line)", free: Self.freeAttemptsOfAddress)
    }

    private func take(_ subject: Subject) async throws(CacheError) -> Duration? {
        let count = try await cache.increment(countKey(subject), by: 1, timeToLive: Self.memory)
        guard count > subject.free else { return nil }
        let wait = min(Self.longestWait, .seconds(1 << min(count - subject.free, 10)))
        // Of all that find it open one closes it behind itself.
        let isFirst = try await cache.setIfAbsent([1], forKey: closedKey(subject), timeToLive: wait)
        return isFirst ? nil : wait
    }

    private func countKey(_ subject: Subject) -> String { "sign-in/count/\(keys.throttleName(subject.name))" }
    private func closedKey(_ subject: Subject) -> String { "sign-in/closed/\(keys.throttleName(subject.name))" }

    private func withoutCache() -> Duration? {
        let minute = clock.wallNow.seconds / 60
        return budget.state.withLock { budget in
            if budget.minute != minute { budget = Budget(minute: minute) }
            budget.spent += 1
            return budget.spent <= Self.attemptsWithoutCache ? nil : .seconds(60)
        }
    }
}
