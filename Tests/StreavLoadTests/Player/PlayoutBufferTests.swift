import StreavLocal
import StreavPorts
import Testing

@testable import StreavLoad

@Suite("Play-out buffers")
struct PlayoutBufferTests {
    private func piece(_ seconds: Double, number: Int64 = 0) -> MediaPiece {
        MediaPiece(duration: .seconds(seconds), bitrate: 1000, mediaSequence: number)
    }

    @Test("A fast start needs one segment, a safe one two, a stream what is said")
    func start() {
        for (rule, needed) in [(StartRule.fast, 1), (.safe, 2), (.media(.seconds(9)), 3)] {
            var buffer = PlayoutBuffer(rule: rule, at: at(0))
            for number in 1...4 {
                var hasStarted = false
                buffer.append(piece(4), at: at(1)) { if case .started = $0 { hasStarted = true } }
                #expect(hasStarted == (number == needed), "\(rule), segment \(number)")
            }
        }
    }

    @Test("A fast start shows a long segment that comes in pieces once two seconds of it are there")
    func pieces() {
        var buffer = PlayoutBuffer(rule: .fast, at: at(0))
        let part = MediaPiece(duration: .seconds(1), bitrate: 1, segmentDuration: .seconds(6))
        buffer.append(part, at: at(0)) { _ in }
        #expect(buffer.phase == .starting)
        buffer.append(part, at: at(0)) { _ in }
        #expect(buffer.phase == .playing)
    }

    @Test("A segment's slack is what was still buffered when it came, and a late one's is the stall, negative")
    func slack() {
        var buffer = PlayoutBuffer(rule: .fast, at: at(0))
        var events: [PlayoutEvent] = []
        buffer.append(piece(4), at: at(1)) { events.append($0) }
        buffer.append(piece(4), at: at(3)) { events.append($0) }
        buffer.append(piece(4), at: at(10.5)) { events.append($0) }
        let slacks = events.compactMap { if case .slack(let slack) = $0 { slack } else { nil } }
        #expect(slacks == [.seconds(2), .milliseconds(-1500)])
        #expect(events.contains(.stallBegan(at: at(9))))
        #expect(events.contains(.stallEnded(at: at(10.5))))
    }

    @Test("A segment that comes at the very instant it is needed makes no stall of any length")
    func justInTime() {
        var buffer = PlayoutBuffer(rule: .fast, at: at(0))
        var quality = SessionQuality(intent: at(0))
        for number in 0..<5 { buffer.append(piece(4), at: at(Double(number) * 4)) { quality.apply($0) } }
        #expect(quality.stallCount == 0)
        #expect(quality.slack.minimum == 0)
        #expect(quality.rendered == .seconds(16))
    }

    @Test("Being asked late changes nothing about when things happened")
    func lateTicks() {
        var often: [PlayoutEvent] = []
        var rarely: [PlayoutEvent] = []
        for isOften in [true, false] {
            var buffer = PlayoutBuffer(rule: .fast, at: at(0))
            var events: [PlayoutEvent] = []
            buffer.append(piece(4), at: at(0)) { events.append($0) }
            if isOften { for tick in 1...60 { buffer.advance(to: at(Double(tick) / 10)) { events.append($0) } } }
            buffer.append(piece(4), at: at(6)) { events.append($0) }
            events = events.filter { if case .rendered = $0 { false } else { true } }
            if isOften { often = events } else { rarely = events }
        }
        #expect(often == rarely)
    }

    @Test("After the last segment it ends and does not stall")
    func ending() {
        var buffer = PlayoutBuffer(rule: .safe, at: at(0))
        var events: [PlayoutEvent] = []
        buffer.append(piece(4), at: at(0)) { events.append($0) }
        buffer.complete(at: at(1)) { events.append($0) }
        #expect(buffer.nextDeadline == at(5))
        buffer.advance(to: at(9)) { events.append($0) }
        #expect(events.last == .ended(at: at(5)))
        #expect(buffer.phase == .ended)
    }

    @Test("A pause shows nothing and stalls nothing; a flush drops everything")
    func pausing() {
        var buffer = PlayoutBuffer(rule: .fast, at: at(0))
        var quality = SessionQuality(intent: at(0))
        buffer.append(piece(4), at: at(0)) { quality.apply($0) }
        buffer.pause(at: at(1)) { quality.apply($0) }
        buffer.advance(to: at(100)) { quality.apply($0) }
        #expect(buffer.buffered == .seconds(3))
        #expect(buffer.nextDeadline == nil)
        buffer.resume(at: at(100)) { quality.apply($0) }
        buffer.advance(to: at(101)) { quality.apply($0) }
        #expect(quality.rendered == .seconds(2))
        buffer.flush(at: at(101)) { quality.apply($0) }
        #expect(buffer.buffered == .zero)
        #expect(buffer.phase == .starting)
        buffer.advance(to: at(200)) { quality.apply($0) }
        #expect(quality.stallCount == 0)
    }

    @Test("It agrees with a player that is simulated in steps of ten milliseconds", arguments: UInt64(1)...60)
    func reference(seed: UInt64) {
        let entropy = SeededEntropy(seed: seed)
        // Durations and arrivals on the grid of the reference, so that both are exact.
        var arrivals: [(tick: Int, length: Int)] = []
        var tick = 0
        for _ in 0..<80 {
            tick += entropy.index(below: 800)
            arrivals.append((tick, 100 + entropy.index(below: 500)))
        }
        let rule: StartRule = [.fast, .safe, .media(.seconds(3))][Int(seed % 3)]
        var buffer = PlayoutBuffer(rule: rule, at: .zero)
        var quality = SessionQuality(intent: .zero)
        for arrival in arrivals {
            let piece = MediaPiece(duration: .milliseconds(arrival.length * 10), bitrate: 8)
            buffer.append(piece, at: MonotonicInstant(offset: .milliseconds(arrival.tick * 10))) { quality.apply($0) }
        }
        let reference = ReferencePlayer.play(arrivals, rule: rule, until: tick)
        #expect(quality.rendered == .milliseconds(reference.rendered * 10))
        #expect(quality.stalled == .milliseconds(reference.stalled * 10))
        #expect(quality.stallCount == UInt64(reference.stalls))
        #expect(buffer.buffered == .milliseconds(reference.buffered * 10))
        #expect(quality.startup == reference.start.map { .milliseconds($0 * 10) })
    }
}
