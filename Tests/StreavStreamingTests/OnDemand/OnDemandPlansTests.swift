import StreavDomain
import StreavLocal
import StreavPorts
import Synchronization
import Testing

@testable import StreavStreaming

@Suite("Which file an on-demand stream is")
struct OnDemandPlansTests {
    private final class Source: OnDemandPlanSource {
        struct State {
            var plans: [OnDemandStreamID: OnDemandPlan] = [:]
            var isDown = false
            var readings = 0
        }

        let state = Mutex(State())
        var readings: Int { state.withLock { $0.readings } }

        func set(_ key: String?) {
            state.withLock {
                $0.plans[OnDemandPlansTests.film] = key.map {
                    OnDemandPlan(id: OnDemandPlansTests.film, name: "Film", key: $0)
                }
            }
        }

        func plan(of id: OnDemandStreamID) async throws(EntitlementUnavailable) -> OnDemandPlan? {
            let (plan, isDown) = state.withLock { state in
                state.readings += 1
                return (state.plans[id], state.isDown)
            }
            if isDown { throw EntitlementUnavailable("away") }
            return plan
        }
    }

    fileprivate static let film = OnDemandStreamID(5)
    private let clock = ManualClock()
    private let source = Source()

    private func plans() -> OnDemandPlans { OnDemandPlans(source: source, clock: .manual(clock)) }

    @Test("A reading is believed for a while, and read anew after a change")
    func freshness() async throws {
        let plans = plans()
        source.set("a.mp4")
        for _ in 0..<5 { #expect(try await plans.plan(Self.film)?.key == "a.mp4") }
        #expect(source.readings == 1)
        source.set("b.mp4")
        #expect(try await plans.plan(Self.film)?.key == "a.mp4")
        plans.invalidate(Self.film)
        #expect(try await plans.plan(Self.film)?.key == "b.mp4")
        clock.advance(by: OnDemandPlans.freshness)
        _ = try await plans.plan(Self.film)
        #expect(source.readings == 3)
    }

    @Test("While nobody can be asked, what was known goes on, and what was not is said to be unknown")
    func down() async throws {
        let plans = plans()
        source.set("a.mp4")
        _ = try await plans.plan(Self.film)
        source.state.withLock { $0.isDown = true }
        clock.advance(by: .seconds(3600))
        #expect(try await plans.plan(Self.film)?.key == "a.mp4")
        await #expect(throws: EntitlementUnavailable.self) { try await plans.plan(OnDemandStreamID(6)) }
    }

    @Test("A stream that comes to be is found within a second")
    func refusal() async throws {
        let plans = plans()
        #expect(try await plans.plan(Self.film) == nil)
        #expect(plans.known(Self.film) == nil)
        source.set("a.mp4")
        clock.advance(by: OnDemandPlans.refusalFreshness)
        #expect(try await plans.plan(Self.film)?.key == "a.mp4")
    }
}
