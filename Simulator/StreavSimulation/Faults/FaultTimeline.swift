import StreavPorts
import StreavScenario
import Synchronization

/// What a scenario breaks, by time, and how often each fault touched something: one that touched nothing has tested
/// nothing.
final class FaultTimeline: Sendable {
    private struct State: Sendable {
        /// When load began; nil before.
        var start: MonotonicInstant?
        var bites: [FaultWord: Int] = [:]
        /// What happens in an instant was done, by fault and channel: each once.
        var done: Set<Strike> = []
    }

    private struct Strike: Hashable, Sendable {
        var fault: Int
        var channel: Int
    }

    /// A fault at work.
    struct Active: Sendable {
        var fault: Fault
        /// Since it began.
        var age: Duration
    }

    /// Something that breaks or heals, for those that act instead of being asked.
    struct Turn: Sendable {
        var at: Duration
        var fault: Fault
        var begins: Bool
    }

    /// Of the scenario, the earliest first.
    let faults: [Fault]
    private let byWord: [FaultWord: [(index: Int, fault: Fault)]]
    /// When those end that say nothing of it themselves.
    private let healBy: Duration?
    private let state = Mutex(State())

    /// Within this time after it is due, what happens in an instant happens to whom it meets.
    private static let moment = Duration.seconds(5)

    init(_ scenario: Scenario) {
        faults = scenario.faults
        healBy = scenario.healBy
        byWord = Dictionary(grouping: scenario.faults.enumerated().map { ($0.offset, $0.element) }, by: \.1.word)
    }

    /// Nothing of the scenario breaks: decorators may be left out.
    var isEmpty: Bool { faults.isEmpty }

    /// From now on the scenario's times count.
    func begin(at now: MonotonicInstant) {
        state.withLock { $0.start = now }
    }

    /// Nil before load began.
    func time(at now: MonotonicInstant) -> Duration? {
        state.withLock { $0.start }.map { now - $0 }
    }

    /// When a fault ends; nil: it happens in an instant, or what it stopped stays so.
    func end(of fault: Fault) -> Duration? {
        if let length = fault.length { return fault.at + length }
        return fault.word.lasting == .always ? healBy ?? fault.at : nil
    }

    /// When the last fault has ended or happened.
    var healed: Duration {
        faults.map { end(of: $0) ?? $0.at }.max() ?? .zero
    }

    /// Beginnings and ends, the earliest first.
    var turns: [Turn] {
        let all = faults.flatMap { fault in
            [Turn(at: fault.at, fault: fault, begins: true)]
                + (end(of: fault).map { [Turn(at: $0, fault: fault, begins: false)] } ?? [])
        }
        return all.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    /// The first lasting fault of a name that is at work now.
    func active(_ word: FaultWord, at now: MonotonicInstant) -> Active? {
        guard let candidates = byWord[word], let time = time(at: now) else { return nil }
        for (_, fault) in candidates {
            guard time >= fault.at, let end = end(of: fault), time < end else { continue }
            return Active(fault: fault, age: time - fault.at)
        }
        return nil
    }

    /// Those of a name that have happened by now.
    func happened(_ word: FaultWord, by now: MonotonicInstant) -> [Fault] {
        guard let candidates = byWord[word], let time = time(at: now) else { return [] }
        return candidates.map(\.fault).filter { $0.at <= time }
    }

    /// The faults that strike the source of a channel now.
    ///
    /// - Parameter channel: By popularity, from 1.
    func active(on channel: Int, at now: MonotonicInstant) -> [Fault] {
        guard !faults.isEmpty, let time = time(at: now) else { return [] }
        return faults.enumerated().filter { index, fault in
            guard fault.word.strikesSources, time >= fault.at, Self.strikes(fault, channel) else { return false }
            guard fault.word == .sourceReset else { return time < end(of: fault) ?? fault.at }
            guard time < fault.at + Self.moment else { return false }
            return state.withLock { $0.done.insert(Strike(fault: index, channel: channel)).inserted }
        }.map(\.element)
    }

    /// Whether a flapping source is away at this time.
    func isAway(_ fault: Fault, at now: MonotonicInstant) -> Bool {
        guard let time = time(at: now) else { return false }
        let (up, down) = (fault.up ?? .seconds(20), fault.down ?? .seconds(10))
        let place = (time - fault.at) / (up + down)
        return (up + down) * (place - place.rounded(.down)) >= up
    }

    func bite(_ word: FaultWord) {
        state.withLock { $0.bites[word, default: 0] += 1 }
    }

    func bites(_ word: FaultWord) -> Int {
        state.withLock { $0.bites[word, default: 0] }
    }

    /// How often each fault touched something, by the names of events.
    var sightings: [String: Int] {
        state.withLock { state in
            Dictionary(uniqueKeysWithValues: state.bites.map { ("fault." + $0.key.rawValue, $0.value) })
        }
    }

    private static func strikes(_ fault: Fault, _ channel: Int) -> Bool {
        switch fault.channel {
        case .all, nil: true
        case .top(let count): channel <= count
        case .one(let number): channel == number
        }
    }
}

extension FaultWord {
    /// Whether it is something that happens to sources of channels.
    var strikesSources: Bool {
        switch self {
        case .sourceReset, .sourceStall, .sourceSlow, .sourceGarbage, .sourceFlap: true
        default: false
        }
    }
}
