/// How a player goes on after failed requests.
public struct RetryRule: Sendable, Hashable {
    /// Failures in a row after which a playlist or a segment is given up. At least 1.
    public var attempts: Int
    /// Failures with 404 in a row after which a segment is skipped. At least 1.
    public var notFoundAttempts: Int
    /// Before the second attempt; doubled for each further one.
    public var firstDelay: Duration
    public var longestDelay: Duration
    /// What a server may ask for by Retry-After at most.
    public var longestRetryAfter: Duration

    public init(
        attempts: Int = 6, notFoundAttempts: Int = 2, firstDelay: Duration = .milliseconds(500),
        longestDelay: Duration = .seconds(8), longestRetryAfter: Duration = .seconds(60)
    ) {
        precondition(attempts >= 1 && notFoundAttempts >= 1, "one attempt at least is made")
        self.attempts = attempts
        self.notFoundAttempts = notFoundAttempts
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
        self.longestRetryAfter = longestRetryAfter
    }

    /// - Parameter failures: Failures of this request in a row, this one included: 1 or more.
    public func verdict(on failure: LoadFailure, of resource: LoadedResource, failures: Int) -> RetryVerdict {
        switch failure {
        case .status(let code, _) where [401, 403, 410].contains(code):
            return .denied(code)
        case .status(404, _) where resource == .segment && failures >= notFoundAttempts:
            return .skip
        case .status(let code, let delay?) where [429, 503].contains(code) && failures < attempts:
            return .retry(after: min(max(delay, .zero), longestRetryAfter))
        default:
            return failures < attempts ? .retry(after: backoff(failures)) : .giveUp
        }
    }

    private func backoff(_ failures: Int) -> Duration {
        var delay = firstDelay
        for _ in 1..<max(failures, 1) where delay < longestDelay { delay *= 2 }
        return min(delay, longestDelay)
    }
}
