import StreavLoad
import StreavLocal
import StreavPorts
import StreavScenario
import Testing

@testable import StreavGenerator

@Suite("Who comes")
struct ClientDrawTests {
    private func draw(_ cohorts: [Cohort], subscribers: Int) -> ClientDraw {
        let people = (0..<subscribers).map { LoadTarget.Subscriber(username: "v\($0)", accessToken: "t") }
        return ClientDraw(
            scenario: Scenario(name: "x", duration: .seconds(60), cohorts: cohorts),
            target: LoadTarget(
                host: "127.0.0.1", port: 80, channels: [1, 2, 3] as [Int32], subscribers: people,
                spreadsAddresses: true),
            entropy: SeededEntropy(seed: 1))
    }

    @Test("INV-NOFALSE: who comes in somebody's place takes the place over, and so nobody else's")
    func seats() {
        let draw = draw([Cohort(name: "tv", kind: .hls, load: .population(4))], subscribers: 4)
        let first = draw.client(2, of: 0, arrival: at(0), ownSeats: 4)
        let next = draw.client(9, of: 0, arrival: at(5), seat: first.seat, ownSeats: 4)
        #expect(first.subscriber == next.subscriber)
        #expect(first.userAgent == next.userAgent)
        #expect(first.isAlone && next.isAlone)
        #expect(!draw.client(2, of: 0, arrival: at(0), ownSeats: 5).isAlone)
    }

    @Test("who shares a subscription shares it with nobody who does not")
    func sharers() {
        let sharer = Cohort(name: "s", kind: .hls, load: .population(3), persona: .sharer)
        let draw = draw([Cohort(name: "tv", kind: .hls, load: .population(3)), sharer], subscribers: 6)
        let shared = Set((0..<3).map { draw.client($0 + 3, of: 1, arrival: at(0), ownSeats: 4).subscriber })
        #expect(shared.count == 1)
        for number in 0..<20 {
            #expect(!shared.contains(draw.client(number, of: 0, arrival: at(0), ownSeats: 4).subscriber))
        }
        #expect(!draw.client(3, of: 1, arrival: at(0), ownSeats: 4).isAlone)
    }

    @Test("a restreamer takes everything of one channel, whatever its cohort says of players")
    func restreamer() {
        let draw = draw(
            [Cohort(name: "r", kind: .hls, load: .population(1), dwell: .zapMix, persona: .restreamer)],
            subscribers: 1)
        let plan = draw.client(0, of: 0, arrival: at(0), ownSeats: 4)
        #expect(plan.profile.takesEverything)
        #expect(plan.stays.count == 1)
    }
}
