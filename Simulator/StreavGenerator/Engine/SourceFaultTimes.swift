import StreavScenario

/// When a scenario breaks the source of a channel: what is missing or damaged in its pictures then is the source's.
struct SourceFaultTimes: Sendable {
    private struct Span: Sendable {
        var times: Range<Duration>
        var channel: ChannelSelection?
    }

    /// After a fault of a source has ended, viewers still get what came meanwhile: out of a window, out of a buffer.
    static let aftermath = Duration.seconds(90)

    private let spans: [Span]

    init(_ scenario: Scenario) {
        spans = scenario.faults.compactMap { fault in
            guard fault.word.rawValue.hasPrefix("source.") else { return nil }
            let end = fault.length.map { fault.at + $0 } ?? scenario.healBy ?? fault.at
            return Span(times: fault.at..<(max(end, fault.at) + Self.aftermath), channel: fault.channel)
        }
    }

    /// - Parameters:
    ///   - channel: The place in the order of popularity, from 0.
    ///   - time: Since the start of the run.
    func excuse(channel: Int, at time: Duration) -> Bool {
        spans.contains { span in
            guard span.times.contains(time) else { return false }
            return switch span.channel {
            case .all, nil: true
            case .top(let count): channel < count
            case .one(let number): channel + 1 == number
            }
        }
    }
}
