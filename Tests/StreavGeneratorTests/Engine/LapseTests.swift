import StreavPorts
import Testing

@testable import StreavGenerator

@Suite("The end of a subscription")
struct LapseTests {
    private static func at(_ seconds: Int64) -> MonotonicInstant { MonotonicInstant(offset: .seconds(seconds)) }

    @Test("what is given too long after it is forbidden, by what it is")
    func lives() {
        let lapse = Lapse()
        #expect(!lapse.forbids(Self.at(1_000), life: Lapse.playlistLife))
        lapse.happens(at: Self.at(100))
        #expect(!lapse.forbids(Self.at(102), life: Lapse.playlistLife))
        #expect(lapse.forbids(Self.at(103), life: Lapse.playlistLife))
        #expect(!lapse.forbids(Self.at(104), life: Lapse.socketLife))
        #expect(lapse.forbids(Self.at(105), life: Lapse.socketLife))
        #expect(!lapse.forbids(Self.at(158), life: Lapse.segmentLife))
        #expect(lapse.forbids(Self.at(159), life: Lapse.segmentLife))
    }

    @Test("who could not be told at once has the time to hear of it")
    func notice() {
        let lapse = Lapse()
        lapse.happens(at: Self.at(100), notice: .seconds(11))
        #expect(!lapse.forbids(Self.at(113), life: Lapse.playlistLife))
        #expect(lapse.forbids(Self.at(114), life: Lapse.playlistLife))
    }
}
