public import StreavDomain
import StreavMedia
public import StreavPorts
import StreavStreaming
import Synchronization

/// Looks at the address of a source for a few seconds, before a stream is made of it. It goes through the same opener
/// as streams do, so whatever is forbidden to them is forbidden to it.
public final class SourceProber: Sendable {
    private let opener: any MediaSourceOpener
    private let clock: StreavClock
    private let running = Mutex(0)

    /// Less than any server of ours gives an exchange.
    static let timeLimit: Duration = .seconds(8)
    /// At a time; others are asked to try again.
    static let limit = 4

    /// Thrown into a source that has told enough.
    private struct Enough: Error {}

    private enum Outcome: Sendable {
        case ended
        case enough
        case failed(SourceProbe.Failure)
    }

    public init(opener: any MediaSourceOpener, clock: StreavClock) {
        self.opener = opener
        self.clock = clock
    }

    /// What the address gives.
    public func probe(_ address: String) async -> SourceProbe {
        let isAdmitted = running.withLock { running in
            guard running < Self.limit else { return false }
            running += 1
            return true
        }
        guard isAdmitted else {
            return SourceProbe(
                failure: SourceProbe.Failure(
                    reason: "busy", message: "Other sources are being tested. Try again in a few seconds."))
        }
        defer { running.withLock { $0 -= 1 } }
        let reading = SourceReading(clock: clock)
        let outcome = await TimeBudget.run(Self.timeLimit, clock: clock) { await self.read(address, into: reading) }
        guard case .failed(let failure) = outcome else { return reading.result(nil) }
        return reading.result(failure)
    }

    private func read(_ address: String, into reading: SourceReading) async -> Outcome {
        do {
            let source = try opener.source(for: address)
            try await source.run { bytes in
                guard reading.take(bytes) else { throw Enough() }
            }
            return .ended
        } catch is Enough {
            return .enough
        } catch is CancellationError {
            return .ended
        } catch {
            if Task.isCancelled { return .ended }
            let failure = SourceFailure(error)
            return .failed(SourceProbe.Failure(reason: failure.reason.rawValue, message: failure.message))
        }
    }
}
