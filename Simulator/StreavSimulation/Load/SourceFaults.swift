import NIOCore
import StreavLocal
import StreavPorts
import StreavScenario
import Synchronization

/// What a scenario does to the sources of channels, by time. Counts what it did: a fault that touched nothing has
/// tested nothing.
final class SourceFaults: Sendable {
    /// Those that are told here.
    static let words: Set<FaultWord> = [.sourceReset, .sourceStall, .sourceSlow, .sourceGarbage, .sourceFlap]

    private struct State: Sendable {
        /// When load began; nil before.
        var start: MonotonicInstant?
        var bites: [FaultWord: Int] = [:]
        /// Resets that were done, by fault and channel: each happens once.
        var done: Set<Strike> = []
    }

    private struct Strike: Hashable, Sendable {
        var fault: Int
        var channel: Int
    }

    private let faults: [Fault]
    /// When those end that say nothing of it themselves.
    private let healBy: Duration?
    private let state = Mutex(State())

    init(_ scenario: Scenario) {
        faults = scenario.faults
        healBy = scenario.healBy
    }

    /// From now on the scenario's times count.
    func begin(at now: MonotonicInstant) {
        state.withLock { $0.start = now }
    }

    /// How often each fault touched something, by the names of events.
    var sightings: [String: Int] {
        state.withLock { state in
            Dictionary(uniqueKeysWithValues: state.bites.map { ("fault." + $0.key.rawValue, $0.value) })
        }
    }

    /// The faults that strike a channel now.
    ///
    /// - Parameter channel: By popularity, from 1.
    func active(on channel: Int, at now: MonotonicInstant) -> [Fault] {
        guard !faults.isEmpty, let start = state.withLock({ $0.start }) else { return [] }
        let time = now - start
        return faults.enumerated().filter { index, fault in
            guard time >= fault.at, Self.strikes(fault, channel) else { return false }
            if fault.word == .sourceReset {
                // Within a moment of its time, once for each channel.
                guard time < fault.at + .seconds(5) else { return false }
                return state.withLock { $0.done.insert(Strike(fault: index, channel: channel)).inserted }
            }
            return time < (fault.length.map { fault.at + $0 } ?? healBy ?? fault.at)
        }.map(\.element)
    }

    func bite(_ word: FaultWord) {
        state.withLock { $0.bites[word, default: 0] += 1 }
    }

    /// Whether a flapping source is away at this time.
    func isAway(_ fault: Fault, at now: MonotonicInstant) -> Bool {
        guard let start = state.withLock({ $0.start }) else { return false }
        let (up, down) = (fault.up ?? .seconds(20), fault.down ?? .seconds(10))
        let place = (now - start - fault.at) / (up + down)
        return (up + down) * (place - place.rounded(.down)) >= up
    }

    private static func strikes(_ fault: Fault, _ channel: Int) -> Bool {
        switch fault.channel {
        case .all, nil: true
        case .top(let count): channel <= count
        case .one(let number): channel == number
        }
    }
}
