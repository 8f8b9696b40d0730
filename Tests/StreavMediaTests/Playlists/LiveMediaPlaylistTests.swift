import StreavMedia
import Testing

@Suite("A live media playlist")
struct LiveMediaPlaylistTests {
    private static let start: Int64 = 1_767_225_599_500  // 2025-12-31T23:59:59.500Z

    private func playlist(
        target: Int = 4, window: Int = 4, sequence: Int64 = 0, discontinuities: Int64 = 0, independent: Bool = false
    ) -> LiveMediaPlaylist {
        LiveMediaPlaylist(
            targetDuration: target, windowCount: window, mediaSequence: sequence,
            discontinuitySequence: discontinuities, isIndependentSegments: independent)
    }

    private func segment(
        _ uri: String, ticks: Int64 = 360_000, at date: Int64 = start, discontinuity: Bool = false, gap: Bool = false,
        independent: Bool = true
    ) -> LiveMediaPlaylist.Segment {
        LiveMediaPlaylist.Segment(
            uri: uri, durationTicks: ticks, isDiscontinuity: discontinuity, programDateTime: date, isGap: gap,
            isIndependent: independent)
    }

    @Test("HLS-01, 03, 14, 28: is written exactly so, with a date on each segment and no playlist type")
    func text() throws {
        var live = playlist(sequence: 41, independent: true)
        _ = try live.append(segment("/media/a/41.ts"))
        _ = try live.append(segment("/media/a/42.ts", ticks: 180_000, at: Self.start + 4_000, gap: true))
        _ = try live.append(segment("/media/b/43.ts", ticks: 300_300, at: Self.start + 7_000, discontinuity: true))
        live.end()
        #expect(
            live.text == """
                #EXTM3U
                #EXT-X-VERSION:3
                #EXT-X-TARGETDURATION:4
                #EXT-X-MEDIA-SEQUENCE:41
                #EXT-X-DISCONTINUITY-SEQUENCE:0
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-PROGRAM-DATE-TIME:2025-12-31T23:59:59.500Z
                #EXTINF:4.000,
                /media/a/41.ts
                #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:03.500Z
                #EXT-X-GAP
                #EXTINF:2.000,
                /media/a/42.ts
                #EXT-X-DISCONTINUITY
                #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:06.500Z
                #EXTINF:3.337,
                /media/b/43.ts
                #EXT-X-ENDLIST

                """)
        #expect(live.version == 4)
        #expect(live.nextMediaSequence == 44)
    }

    @Test("HLS-06: takes what rounds to the target and refuses what rounds to more, unchanged")
    func longestSegment() throws {
        var live = playlist(target: 4)
        #expect(live.maximumDurationTicks == 4_499 * 90)
        _ = try live.append(segment("a.ts", ticks: 4_499 * 90))
        let before = live.bytes
        for ticks in [4_499 * 90 + 1, 405_000, Int64.max] as [Int64] {
            #expect(throws: LiveMediaPlaylistError.exceedsTarget(durationTicks: ticks, limit: 4_499 * 90)) {
                try live.append(segment("b.ts", ticks: ticks))
            }
        }
        #expect(live.bytes == before)
        #expect(live.version == 1)
    }

    @Test("HLS-06: no rounding of the running total pushes a written duration over the target")
    func roundingStaysUnderTheTarget() throws {
        var live = playlist(target: 2, window: 30)
        for number in 0..<200 {
            _ = try live.append(segment("\(number).ts", ticks: number % 2 == 0 ? 2_499 * 90 : 2_499 * 90 - 45))
            let parsed = try PlaylistParser().parseMedia(live.bytes)
            #expect(parsed.segments.allSatisfy { $0.duration < .milliseconds(2_500) })
        }
    }

    @Test("HLS-11: keeps the window and three target durations")
    func window() throws {
        var live = playlist(target: 4, window: 2)
        var removed: [LiveMediaPlaylist.Removed] = []
        for number in 0..<4 { removed += try live.append(segment("\(number).ts")) }
        #expect(removed.map(\.mediaSequence) == [0])
        #expect(live.segments.map(\.uri) == ["1.ts", "2.ts", "3.ts"])
        #expect(live.mediaSequence == 1)
        #expect(live.listedDuration == .seconds(12))

        // Slivers do not push out what is needed.
        for number in 4..<9 { removed += try live.append(segment("\(number).ts", ticks: 9_000)) }
        #expect(removed.map(\.mediaSequence) == [0])
        removed += try live.append(segment("9.ts", ticks: 360_000))
        #expect(removed.map(\.mediaSequence) == [0, 1])
    }

    @Test("HLS-12: what is removed stays for its own duration and the longest list that held it")
    func availability() throws {
        var live = playlist(target: 4, window: 3)
        for number in 0..<3 { #expect(try live.append(segment("\(number).ts")).isEmpty) }
        let removed = try live.append(segment("3.ts"))
        #expect(removed.map(\.availableFor) == [.seconds(4 + 12)])
        // Two leave at once: the longest list, of 16.2 s, held both.
        _ = try live.append(segment("4.ts", ticks: 378_000))
        _ = try live.append(segment("5.ts", ticks: 378_000))
        let later = try live.append(segment("6.ts", ticks: 378_000))
        #expect(later.map(\.mediaSequence) == [3])
        #expect(later.map(\.availableFor) == [.milliseconds(4_000 + 12_400)])
        #expect(live.withdrawn().map(\.mediaSequence) == [4, 5, 6])
        #expect(live.withdrawn().map(\.availableFor) == Array(repeating: .milliseconds(4_200 + 12_600), count: 3))
    }

    @Test("HLS-18: states the discontinuity sequence from the first discontinuity on, and counts what it loses")
    func discontinuitySequence() throws {
        var live = playlist(window: 3)
        _ = try live.append(segment("0.ts"))
        #expect(!live.text.contains("DISCONTINUITY"))
        _ = try live.append(segment("1.ts", discontinuity: true))
        #expect(live.text.contains("#EXT-X-DISCONTINUITY-SEQUENCE:0\n"))
        for number in 2..<4 { _ = try live.append(segment("\(number).ts")) }
        #expect(live.text.contains("#EXT-X-DISCONTINUITY-SEQUENCE:0\n"), "the segment after it is still listed")
        _ = try live.append(segment("4.ts"))
        #expect(live.text.contains("#EXT-X-DISCONTINUITY-SEQUENCE:1\n"))
        #expect(!live.text.contains("#EXT-X-DISCONTINUITY\n"))
        #expect(live.discontinuitySequence == 1)
    }

    @Test("HLS-18, FO-6: a channel that had a life before states where it goes on, before anything is listed")
    func startingValues() {
        let live = playlist(sequence: 1_234, discontinuities: 7)
        #expect(live.text.contains("#EXT-X-MEDIA-SEQUENCE:1234\n#EXT-X-DISCONTINUITY-SEQUENCE:7\n"))
    }

    @Test("HLS-15: nothing comes after the end, and ending twice changes nothing")
    func end() throws {
        var live = playlist()
        _ = try live.append(segment("0.ts"))
        live.end()
        live.end()
        #expect(live.version == 2)
        #expect(live.text.hasSuffix("0.ts\n#EXT-X-ENDLIST\n"))
        #expect(throws: LiveMediaPlaylistError.ended) { try live.append(segment("1.ts")) }
    }

    @Test("HLS-24: where independence is declared, media without a key frame is refused but listed as a gap")
    func independence() throws {
        var live = playlist(independent: true)
        #expect(throws: LiveMediaPlaylistError.notIndependent) {
            try live.append(segment("0.ts", independent: false))
        }
        _ = try live.append(segment("0.ts", gap: true, independent: false))
        var other = playlist()
        _ = try other.append(segment("0.ts", independent: false))
        #expect(!other.text.contains("INDEPENDENT"))
    }

    @Test("HLS-27: dates never overlap or go back, whatever the wall clock does")
    func dates() throws {
        var live = playlist()
        _ = try live.append(segment("0.ts", at: Self.start))
        _ = try live.append(segment("1.ts", at: Self.start - 3_600_000, discontinuity: true))
        _ = try live.append(segment("2.ts", at: Self.start + 9_000))
        #expect(live.segments.map(\.programDateTime) == [Self.start, Self.start + 4_000, Self.start + 9_000])
        #expect(live.nextProgramDateTime == Self.start + 13_000)
        #expect(throws: LiveMediaPlaylistError.dateOutOfRange) {
            try live.append(segment("3.ts", at: 253_402_300_800_000))
        }
        var early = playlist()
        #expect(throws: LiveMediaPlaylistError.dateOutOfRange) { try early.append(segment("0.ts", at: -1)) }
    }

    @Test(
        "Refuses addresses that would break a line",
        arguments: ["", "#x", "a b.ts", "a\n#EXT-X-ENDLIST", "a\r", "a\u{0}", "\ta", "a\u{7F}"])
    func addresses(uri: String) {
        var live = playlist()
        #expect(throws: LiveMediaPlaylistError.badAddress) { try live.append(segment(uri)) }
    }

    @Test("Refuses empty segments", arguments: [0, -1, Int64.min])
    func emptySegments(ticks: Int64) {
        var live = playlist()
        #expect(throws: LiveMediaPlaylistError.emptySegment) { try live.append(segment("0.ts", ticks: ticks)) }
    }

    @Test("Is bounded against endless slivers")
    func bound() throws {
        var live = playlist(target: 10, window: 4)
        let maximum = LiveMediaPlaylist.maximumSegmentCount
        var thrown: LiveMediaPlaylistError?
        for number in 0...maximum {
            do throws(LiveMediaPlaylistError) {
                _ = try live.append(segment("\(number)", ticks: 90))
            } catch {
                thrown = error
            }
        }
        #expect(thrown == .full)
        #expect(live.segments.count == maximum)
    }

    @Test("HLS-10: a pause lasts one and a half target durations at most")
    func pause() {
        #expect(playlist(target: 5).longestPause == .milliseconds(7_500))
    }

    @Test("A segment's duration is its ticks, to the attosecond below")
    func segmentDuration() {
        #expect(segment("a", ticks: 90_000).duration == .seconds(1))
        #expect(segment("a", ticks: 45).duration == .microseconds(500))
        let odd = segment("a", ticks: 3_003 * 90_000 + 1).duration.components
        #expect(odd.seconds == 3_003)
        #expect(odd.attoseconds == 11_111_111_111_111)
    }
}
