import Testing

@testable import StreavLoad

@Suite("Retries")
struct RetryRuleTests {
    private let rule = RetryRule(attempts: 4, notFoundAttempts: 2)

    @Test("Refusals are final, whatever was refused", arguments: LoadedResource.allCases, [401, 403, 410])
    func denial(resource: LoadedResource, status: Int) {
        #expect(rule.verdict(on: .status(status), of: resource, failures: 1) == .denied(status))
    }

    @Test("Playlists that are missing or broken are asked for again, ever later, then given up")
    func backoff() {
        for failure in [LoadFailure.status(404), .status(502), .connection, .timeout, .malformed("x")] {
            let verdicts = (1...4).map { rule.verdict(on: failure, of: .playlist, failures: $0) }
            #expect(
                verdicts == [
                    .retry(after: .milliseconds(500)), .retry(after: .seconds(1)), .retry(after: .seconds(2)), .giveUp,
                ])
        }
    }

    @Test("A segment that is missing is skipped after its attempts; one that breaks is not")
    func segments() {
        #expect(rule.verdict(on: .status(404), of: .segment, failures: 1) == .retry(after: .milliseconds(500)))
        #expect(rule.verdict(on: .status(404), of: .segment, failures: 2) == .skip)
        #expect(rule.verdict(on: .status(500), of: .segment, failures: 2) == .retry(after: .seconds(1)))
    }

    @Test("Retry-After is honoured, within bounds", arguments: [429, 503])
    func retryAfter(status: Int) {
        let failure = LoadFailure.status(status, retryAfter: .seconds(7))
        #expect(rule.verdict(on: failure, of: .segment, failures: 1) == .retry(after: .seconds(7)))
        let long = LoadFailure.status(status, retryAfter: .seconds(86400))
        #expect(rule.verdict(on: long, of: .playlist, failures: 1) == .retry(after: .seconds(60)))
        let negative = LoadFailure.status(status, retryAfter: .seconds(-5))
        #expect(rule.verdict(on: negative, of: .playlist, failures: 1) == .retry(after: .zero))
        #expect(rule.verdict(on: failure, of: .playlist, failures: 4) == .giveUp)
    }

    @Test("The wait never exceeds its bound, however often it failed")
    func bounded() {
        let patient = RetryRule(attempts: 1000)
        for failures in 1..<1000 {
            guard case .retry(let delay) = patient.verdict(on: .timeout, of: .playlist, failures: failures) else {
                Issue.record("no retry after \(failures)")
                return
            }
            #expect(delay <= patient.longestDelay)
        }
    }
}
