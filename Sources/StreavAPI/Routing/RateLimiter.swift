import StreavDomain
import StreavPorts
import Synchronization

/// A token bucket for each OAuth application.
final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: MonotonicInstant
    }

    /// Applications that are remembered at once; beyond it those whose buckets are full again are forgotten.
    static let limit = 10_000

    private let perSecond: Double
    private let burst: Double
    private let clock: StreavClock
    private let buckets = Mutex<[OAuthApplicationID: Bucket]>([:])

    /// - Parameters:
    ///   - perSecond: Requests that a bucket gains each second; more than 0.
    ///   - burst: Requests that a full bucket holds; 1 or more.
    init(perSecond: Int, burst: Int, clock: StreavClock) {
        precondition(perSecond > 0 && burst > 0, "a rate limit lets something through")
        self.perSecond = Double(perSecond)
        self.burst = Double(burst)
        self.clock = clock
    }

    /// Takes one request from the bucket; nil when it may go on, else whole seconds until it may.
    func refusal(for application: OAuthApplicationID) -> Int? {
        let now = clock.monotonicNow
        return buckets.withLock { buckets in
            if buckets.count >= Self.limit, buckets[application] == nil {
                buckets = buckets.filter { filled($0.value, now) < burst }
            }
            var bucket = buckets[application] ?? Bucket(tokens: burst, at: now)
            bucket = Bucket(tokens: filled(bucket, now), at: now)
            defer { buckets[application] = bucket }
            guard bucket.tokens < 1 else {
                bucket.tokens -= 1
                return nil
            }
            return max(1, Int(((1 - bucket.tokens) / perSecond).rounded(.up)))
        }
    }

    private func filled(_ bucket: Bucket, _ now: MonotonicInstant) -> Double {
        min(burst, bucket.tokens + (now - bucket.at).inSeconds * perSecond)
    }
}
