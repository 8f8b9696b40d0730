public import StreavDomain
public import StreavPorts
import Synchronization

/// Keeps the last answer for a name, and gives it again while the name servers are away: a channel's source must not
/// die with the DNS. What it gives is judged again by whoever connects.
public final class LastGoodResolver: HostResolver {
    /// Names that are remembered; beyond that the oldest answer is forgotten.
    public static let nameLimit = 1024

    private struct Answer {
        let addresses: [IPAddress]
        let at: MonotonicInstant
    }

    private let base: any HostResolver
    private let clock: StreavClock
    private let grace: Duration
    private let answers = Mutex<[String: Answer]>([:])

    /// - Parameter grace: How old an answer may be to stand in for a failed one.
    public init(_ base: any HostResolver, clock: StreavClock, grace: Duration = .seconds(3600)) {
        self.base = base
        self.clock = clock
        self.grace = grace
    }

    public func addresses(of host: String) async throws(MediaSourceError) -> [IPAddress] {
        do {
            let addresses = try await base.addresses(of: host)
            keep(Answer(addresses: addresses, at: clock.monotonicNow), for: host)
            return addresses
        } catch {
            let now = clock.monotonicNow
            guard let answer = answers.withLock({ $0[host] }), now - answer.at <= grace else { throw error }
            return answer.addresses
        }
    }

    private func keep(_ answer: Answer, for host: String) {
        answers.withLock { answers in
            if answers[host] == nil, answers.count >= Self.nameLimit,
                let oldest = answers.min(by: { $0.value.at < $1.value.at })
            {
                answers[oldest.key] = nil
            }
            answers[host] = answer
        }
    }
}
