import StreavScenario
import Testing

@Suite("Arrivals")
struct ArrivalPhaseTests {
    private static let phases: [ArrivalPhase] = ArrivalShape.allCases.flatMap { shape in
        [1, 7, 60, 90, 1800, 4000].flatMap { seconds in
            let phase = ArrivalPhase(
                rate: ArrivalRate(30, per: .minute), length: .seconds(seconds), shape: shape)
            let other = ArrivalPhase(
                rate: phase.rate, length: phase.length, shape: shape, to: ArrivalRate(2, per: .second))
            return shape.hasTwoRates ? [phase, other] : [phase]
        }
    }

    @Test("as many arrive as are expected, whatever the shape", arguments: phases)
    func sum(_ phase: ArrivalPhase) {
        let steps = 20_000
        var sum = 0.0
        for step in 0..<steps {
            // In the middle of each step, so that no edge is counted on the wrong side.
            let offset = phase.length * (2 * step + 1) / (2 * steps)
            let intensity = phase.perSecond(at: offset)
            #expect(intensity >= 0 && intensity <= phase.peakPerSecond * (1 + 1e-9))
            sum += intensity
        }
        let arrivals = sum / Double(steps) * (phase.length / .seconds(1))
        #expect(abs(arrivals - phase.expectedArrivals) <= 0.02 * phase.expectedArrivals)
    }

    @Test("nobody comes before the phase or after it", arguments: phases)
    func outside(_ phase: ArrivalPhase) {
        #expect(phase.perSecond(at: .milliseconds(-1)) == 0)
        #expect(phase.perSecond(at: phase.length) == 0)
    }

    @Test("a ramp goes from nothing to the rate, or from the rate to the other")
    func ramp() {
        let up = ArrivalPhase(rate: ArrivalRate(10, per: .second), length: .seconds(10), shape: .ramp)
        #expect(up.perSecond(at: .zero) == 0)
        #expect(up.perSecond(at: .seconds(5)) == 5)
        let down = ArrivalPhase(
            rate: ArrivalRate(10, per: .second), length: .seconds(10), shape: .ramp, to: ArrivalRate(0, per: .second))
        #expect(down.perSecond(at: .zero) == 10)
        #expect(down.perSecond(at: .seconds(5)) == 5)
    }

    @Test("nine of ten of a kick-off come within the first minute")
    func kickoff() {
        let phase = ArrivalPhase(rate: ArrivalRate(1, per: .second), length: .seconds(600), shape: .kickoff)
        #expect(phase.perSecond(at: .seconds(59)) == 9)
        #expect(abs(phase.perSecond(at: .seconds(60)) - 60.0 / 540) < 1e-9)
    }

    @Test("at a programme's boundary all come in its first minute")
    func boundary() {
        let phase = ArrivalPhase(rate: ArrivalRate(1, per: .second), length: .seconds(3600), shape: .epgBoundary)
        #expect(phase.perSecond(at: .seconds(59)) == 30)
        #expect(phase.perSecond(at: .seconds(60)) == 0)
        #expect(phase.perSecond(at: .seconds(1801)) == 30)
    }
}
