import StreavDomain
import StreavLocal
import StreavMedia
import StreavPorts
import Testing

@testable import StreavLoad

@Suite("The oracle of playlists")
struct PlaylistOracleTests {
    /// A list of segments of four seconds from a number on, with what a test changes of it.
    private func list(
        from first: Int64, count: Int = 6, target: Int = 4, discontinuities: Set<Int64> = [], sequence: Int64 = 0,
        duration: Double = 4, isEnded: Bool = false, prefix: String = "s"
    ) throws -> MediaPlaylist {
        var text = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:\(target)\n#EXT-X-MEDIA-SEQUENCE:\(first)\n"
        text += "#EXT-X-DISCONTINUITY-SEQUENCE:\(sequence)\n"
        for number in first..<(first + Int64(count)) {
            if discontinuities.contains(number) { text += "#EXT-X-DISCONTINUITY\n" }
            text += "#EXTINF:\(duration),\n\(prefix)\(number).ts\n"
        }
        if isEnded { text += "#EXT-X-ENDLIST\n" }
        guard case .media(let list) = try PlaylistParser().parse(text) else { fatalError("a media playlist") }
        return list
    }

    private func rules(_ found: [OracleViolation]) -> [PlaylistViolation.Rule] {
        found.compactMap { if case .playlist(let violation) = $0 { violation.rule } else { nil } }
    }

    @Test("Lists that slide are legal, however many loads were missed", arguments: UInt64(1)...20)
    func legal(seed: UInt64) throws {
        let entropy = SeededEntropy(seed: seed)
        let marks = Set((0..<400).filter { _ in entropy.unit() < 0.1 }.map(Int64.init))
        var oracle = PlaylistOracle()
        var first: Int64 = 0
        for load in 0..<60 {
            let gone = Int64(marks.count { $0 < first })
            let list = try list(from: first, discontinuities: marks, sequence: gone)
            let found = oracle.judge(list, at: at(Double(load) * 40))
            #expect(found.isEmpty, "\(found)")
            // Sometimes nothing, sometimes more than the window.
            first += Int64(entropy.index(below: 4)) * Int64(entropy.index(below: 4))
        }
        #expect(oracle.violationCount == 0)
    }

    @Test("A number that goes back is found (INV-SEQ)")
    func backwards() throws {
        var oracle = PlaylistOracle()
        _ = oracle.judge(try list(from: 10), at: at(0))
        #expect(rules(oracle.judge(try list(from: 9), at: at(4))).contains(.mediaSequence))
    }

    @Test("A number that rises without a removal is found: a segment has another one than before")
    func renumbered() throws {
        var oracle = PlaylistOracle()
        _ = oracle.judge(try list(from: 10), at: at(0))
        var renumbered = try list(from: 10)
        renumbered.mediaSequence = 12
        for index in renumbered.segments.indices { renumbered.segments[index].mediaSequence += 2 }
        #expect(rules(oracle.judge(renumbered, at: at(4))).contains(.mediaSequence))
    }

    @Test("A rise that no time explains is found, where lists have nothing in common")
    func jump() throws {
        var oracle = PlaylistOracle()
        _ = oracle.judge(try list(from: 10), at: at(0))
        #expect(oracle.judge(try list(from: 40), at: at(100)).isEmpty)
        let found = oracle.judge(try list(from: 1_000_000), at: at(104))
        #expect(found.contains { if case .jumped = $0 { true } else { false } })
    }

    @Test("A discontinuity sequence that does not count removed discontinuities is found")
    func discontinuities() throws {
        var oracle = PlaylistOracle()
        _ = oracle.judge(try list(from: 10, discontinuities: [11]), at: at(0))
        let wrong = try list(from: 12, discontinuities: [11], sequence: 0)
        #expect(rules(oracle.judge(wrong, at: at(8))).contains(.discontinuitySequence))
        oracle.forget()
        _ = oracle.judge(try list(from: 10, discontinuities: [11]), at: at(0))
        #expect(oracle.judge(try list(from: 12, discontinuities: [11], sequence: 1), at: at(8)).isEmpty)
    }

    @Test("Less than three target durations are found, unless the list ends or has only begun")
    func window() throws {
        let short = try list(from: 0, count: 2)
        var strict = PlaylistOracle()
        #expect(strict.judge(short, at: at(0)) == [.shortWindow(listed: .seconds(8), targetDuration: 4)])
        var ended = PlaylistOracle()
        #expect(ended.judge(try list(from: 0, count: 2, isEnded: true), at: at(0)).isEmpty)
        var lenient = PlaylistOracle(allowsShortBeginning: true)
        #expect(lenient.judge(short, at: at(0)).isEmpty)
        #expect(lenient.judge(try list(from: 0, count: 3), at: at(4)).isEmpty)
        #expect(!lenient.judge(try list(from: 2, count: 2), at: at(8)).isEmpty)
    }

    @Test("Durations over the target, and a target that changes, are found")
    func durations() throws {
        var oracle = PlaylistOracle()
        #expect(rules(oracle.judge(try list(from: 0, duration: 4.5), at: at(0))).contains(.duration))
        oracle.forget()
        #expect(oracle.judge(try list(from: 0, duration: 4.49), at: at(0)).isEmpty)
        #expect(rules(oracle.judge(try list(from: 0, target: 5, duration: 4.49), at: at(4))).contains(.target))
    }

    @Test("A segment that changes its address, and an end that goes on, are found")
    func changes() throws {
        var oracle = PlaylistOracle()
        _ = oracle.judge(try list(from: 0), at: at(0))
        #expect(rules(oracle.judge(try list(from: 0, prefix: "x"), at: at(4))).contains(.change))
        oracle.forget()
        _ = oracle.judge(try list(from: 0, isEnded: true), at: at(0))
        #expect(rules(oracle.judge(try list(from: 1), at: at(4))).contains(.end))
    }

    @Test("An old newest segment is found while the source delivers, and only then")
    func staleness() throws {
        let list = try LiveOrigin().list(at: 100)
        let fresh = Timestamp(milliseconds: LiveOrigin.wallStart + 106_000)
        let late = Timestamp(milliseconds: LiveOrigin.wallStart + 106_001)
        var oracle = PlaylistOracle()
        #expect(oracle.judge(list, at: at(0), wall: fresh, sourceIsUp: true).isEmpty)
        #expect(oracle.judge(list, at: at(0), wall: late, sourceIsUp: false).isEmpty)
        // Even where the list is the same as before.
        let found = oracle.judge(list, at: at(0), wall: late, sourceIsUp: true)
        #expect(found == [.stale(mediaSequence: 24, age: .milliseconds(6001), targetDuration: 4)])
    }

    @Test("What goes from the list is told, with how long it must still be had (HLS-12)")
    func retired() throws {
        var oracle = PlaylistOracle()
        _ = oracle.judge(try list(from: 10), at: at(100))
        #expect(oracle.takeRetired().isEmpty)
        _ = oracle.judge(try list(from: 12), at: at(108))
        let retired = oracle.takeRetired()
        #expect(retired.map(\.segment.mediaSequence) == [10, 11])
        #expect(retired.map(\.availableUntil) == [at(128), at(128)])
        #expect(oracle.takeRetired().isEmpty)
        for load in 0..<100 { _ = oracle.judge(try list(from: Int64(12 + load)), at: at(Double(112 + load * 4))) }
        #expect(oracle.takeRetired().count == PlaylistOracle.keptRetired)
    }

    @Test("Every violation is a sentence")
    func sentences() {
        let all: [OracleViolation] = [
            .playlist(PlaylistViolation(.change, "the address changed")),
            .shortWindow(listed: .zero, targetDuration: 4),
            .jumped(from: 1, to: 9, possible: 2), .stale(mediaSequence: 1, age: .zero, targetDuration: 4),
            .rewritten(mediaSequence: 3), .vanished(mediaSequence: 3),
        ]
        #expect(all.allSatisfy { $0.description.count > 15 })
    }

    private func content(_ hash: UInt64) -> SegmentContent { SegmentContent(bytes: 188, hash: hash) }

    @Test("Bytes of a number that change are found, within what is remembered")
    func ledger() {
        var ledger = SegmentLedger(capacity: 3)
        #expect(ledger.record(mediaSequence: 1, content(7)) == nil)
        #expect(ledger.record(mediaSequence: 1, content(7)) == nil)
        #expect(ledger.record(mediaSequence: 1, content(8)) == .rewritten(mediaSequence: 1))
        #expect(
            ledger.record(mediaSequence: 1, SegmentContent(bytes: 187, hash: 7)) == .rewritten(mediaSequence: 1))
        #expect(ledger.content(of: 1) == content(7))
        for number in 2...4 { #expect(ledger.record(mediaSequence: Int64(number), content(0)) == nil) }
        #expect(ledger.record(mediaSequence: 1, content(9)) == nil)
        #expect(ledger.record(mediaSequence: 4, content(1)) == .rewritten(mediaSequence: 4))
        #expect(ledger.content(of: 2) == nil)
    }
}
