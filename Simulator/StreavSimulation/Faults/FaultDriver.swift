import StreavLocal
import StreavPorts
import StreavScenario

/// Does what faults do at a moment, rather than to whoever asks: a cache that forgets, nodes that go and come back.
struct FaultDriver: Sendable {
    let faults: FaultTimeline
    let cache: MemoryCache
    let nodes: (any NodeControl)?
    let clock: StreavClock
    /// Told of every fault that begins or ends.
    let say: @Sendable (String) -> Void

    /// What nothing here does yet.
    static let missing: Set<FaultWord> = [.nodeKill, .nodeDrain]

    private enum Act: Sendable {
        case turn(FaultTimeline.Turn)
        /// Keeps what the cache holds now, to be all that is left of it later.
        case remember(Fault)
    }

    /// Until the task is cancelled, or nothing is left to do.
    func run(from start: MonotonicInstant) async {
        var copies: [Fault: MemoryCache.Checkpoint] = [:]
        for (at, act) in schedule {
            guard (try? await clock.sleep(until: start + at)) != nil else { return }
            switch act {
            case .remember(let fault): copies[fault] = cache.checkpoint()
            case .turn(let turn):
                say("\(turn.fault.word.rawValue) \(turn.begins ? "begins" : "ends")")
                await perform(turn, copies[turn.fault])
            }
        }
    }

    private var schedule: [(at: Duration, act: Act)] {
        let turns = faults.turns.map { (at: $0.at, act: Act.turn($0)) }
        let copies = faults.faults.compactMap { fault -> (at: Duration, act: Act)? in
            guard fault.word == .cacheLost, let lost = fault.loseLast else { return nil }
            return (max(.zero, fault.at - lost), .remember(fault))
        }
        // A copy taken at the moment of the fault loses nothing, so it comes first.
        return (copies + turns).enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
    }

    private func perform(_ turn: FaultTimeline.Turn, _ copy: MemoryCache.Checkpoint?) async {
        let fault = turn.fault
        switch fault.word {
        case .cacheLost where turn.begins:
            if let copy { cache.restore(copy) } else { cache.forgetEverything() }
            faults.bite(.cacheLost)
        case .nodeKill:
            let number = fault.node ?? 1
            if turn.begins {
                await nodes?.kill(number)
                faults.bite(.nodeKill)
            } else {
                await nodes?.start(number)
            }
        case .nodeDrain:
            let number = fault.node ?? 1
            if turn.begins {
                await nodes?.drain(number)
                faults.bite(.nodeDrain)
            } else {
                await nodes?.start(number)
            }
        default: break
        }
    }
}
