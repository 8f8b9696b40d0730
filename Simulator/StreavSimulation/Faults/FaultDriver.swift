import StreavPorts
import StreavScenario

/// Does what faults do at a moment, rather than to whoever asks: a cache that forgets, nodes that go and come back.
struct FaultDriver: Sendable {
    let faults: FaultTimeline
    let cache: any CacheInsides
    let nodes: (any NodeControl)?
    let clock: StreavClock
    /// Told of every fault that begins or ends.
    let say: @Sendable (String) -> Void

    /// How often a node is started again that cannot, since what it needs is broken too.
    private static let startInterval = Duration.milliseconds(500)

    /// Until the task is cancelled, or nothing is left to do.
    func run(from start: MonotonicInstant) async {
        await withTaskGroup(of: Void.self) { group in
            for turn in faults.turns {
                group.addTask {
                    var fallBack: (@Sendable () async throws -> Void)?
                    if turn.begins, turn.fault.word == .cacheLost, let lost = turn.fault.loseLast {
                        // All that is left of it later is what it holds now.
                        guard (try? await clock.sleep(until: start + max(.zero, turn.at - lost))) != nil else { return }
                        do {
                            fallBack = try await cache.keepCopy()
                        } catch {
                            return say("The cache could not be copied, so it will lose nothing: \(error).")
                        }
                    }
                    guard (try? await clock.sleep(until: start + turn.at)) != nil else { return }
                    say("\(turn.fault.word.rawValue) \(turn.begins ? "begins" : "ends")")
                    await perform(turn, fallBack)
                }
            }
        }
    }

    private func perform(_ turn: FaultTimeline.Turn, _ fallBack: (@Sendable () async throws -> Void)?) async {
        let fault = turn.fault
        switch fault.word {
        case .cacheLost where turn.begins:
            do {
                if let fallBack { try await fallBack() } else { try await cache.forgetEverything() }
                faults.bite(.cacheLost)
            } catch {
                say("The cache could not be made to lose anything: \(error).")
            }
        case .nodeKill where turn.begins:
            faults.bite(.nodeKill)
            await nodes?.kill(fault.node ?? 1)
        case .nodeDrain where turn.begins:
            faults.bite(.nodeDrain)
            await nodes?.drain(fault.node ?? 1)
        case .nodeKill, .nodeDrain:
            while await nodes?.comesBack(fault.node ?? 1) == false {
                guard (try? await clock.sleep(for: Self.startInterval)) != nil else { return }
            }
        default: break
        }
    }
}
