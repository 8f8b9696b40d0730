import StreavControl
import StreavDomain
import StreavGenerator
import StreavLocal
import StreavPorts
import StreavScenario
import StreavStore

/// Ends subscriptions while they are used, as an administrator does: every other one is given a moment of expiry, the
/// others are disabled when the moment has come.
struct SubscriptionLapses: Sendable {
    /// In the order of the subscribers.
    let lapses: [Lapse]
    private let subscribers: [SubscriberID]
    private let times: [Duration]
    private let control: ControlPlane
    private let scenario: Scenario
    private let clock = StreavClock.system

    /// Of a run: nobody's subscription ends before viewers have come, or too late to be seen.
    private static let middle = 0.25...0.7
    /// A change acts within so long where all is well, and by the next renewal where nobody could be told
    /// (INV-EXP: R + E).
    private static let notice = Duration.seconds(2)
    private static let noticeInFaults = Duration.seconds(11)
    private static let retryInterval = Duration.milliseconds(200)

    init(_ subscribers: [SubscriberID], scenario: Scenario, control: ControlPlane, random: any Entropy) {
        self.subscribers = subscribers
        self.scenario = scenario
        self.control = control
        lapses = subscribers.map { _ in Lapse() }
        let width = Self.middle.upperBound - Self.middle.lowerBound
        times = subscribers.map { _ in scenario.duration * (Self.middle.lowerBound + random.unit() * width) }
    }

    /// Returns when all have ended, or the task is cancelled.
    func run(from start: MonotonicInstant) async {
        await withTaskGroup(of: Void.self) { group in
            for index in subscribers.indices {
                // A clock that is set moves expiries.
                let expires = index % 2 == 0 && !scenario.faults.contains { $0.word == .clockStep }
                group.addTask { await expires ? expire(index, start) : disable(index, start) }
            }
        }
    }

    private func expire(_ index: Int, _ start: MonotonicInstant) async {
        let end = start + times[index]
        let moment = clock.wallNow.advanced(by: end - clock.monotonicNow)
        await change(index) { subscriber in subscriber.expiresAt = moment }
        lapses[index].happens(at: end)
    }

    private func disable(_ index: Int, _ start: MonotonicInstant) async {
        guard (try? await clock.sleep(until: start + times[index])) != nil else { return }
        await change(index) { subscriber in subscriber.status = .disabled }
        lapses[index].happens(
            at: clock.monotonicNow, notice: scenario.faults.isEmpty ? Self.notice : Self.noticeInFaults)
    }

    /// Repeats it until the platform has taken it.
    private func change(_ index: Int, _ body: @escaping @Sendable (inout SubscriberDetails) -> Void) async {
        let id = subscribers[index]
        while !Task.isCancelled {
            let isDone: Void? = try? await control.perform(as: .system("load")) { transaction in
                guard var details = try transaction.connection.subscribers.find(id)?.details else { return }
                body(&details)
                try transaction.subscribers.update(id, details)
            }
            if isDone != nil { return }
            try? await clock.sleep(for: Self.retryInterval)
        }
    }
}
