import StreavMedia
import Testing

@Suite("The update checker")
struct PlaylistUpdateCheckerTests {
    private func media(_ text: String) throws -> MediaPlaylist {
        guard case .media(let playlist) = try PlaylistParser().parse(text) else {
            Issue.record("not a media playlist")
            return MediaPlaylist(targetDuration: 0)
        }
        return playlist
    }

    private func rules(_ old: String, _ new: String) throws -> [PlaylistViolation.Rule] {
        PlaylistUpdateChecker.violations(from: try media(old), to: try media(new)).map(\.rule)
    }

    @Test("Finds every kind of spoiled update of random streams", arguments: PlaylistSpoiler.allCases)
    func findsSpoiledUpdates(spoiler: PlaylistSpoiler) throws {
        var found = 0
        for seed in 100..<104 as Range<UInt64> {
            var stream = LivePlaylistStream(seed: seed)
            var random = PlaylistRandom(seed: seed)
            for _ in 0..<80 {
                let before = stream.playlist.text
                _ = try stream.step()
                var old = PlaylistText(before)
                var new = PlaylistText(stream.playlist.text)
                #expect(new.text == stream.playlist.text)
                guard spoiler.spoil(&old, &new, using: &random) else { continue }
                let rules = try rules(old.text, new.text)
                #expect(rules.contains(spoiler.rule), "\(spoiler) at \(stream.playlist.version) of seed \(seed)")
                found += 1
            }
        }
        #expect(found >= 10)
    }

    private static let header = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n"
    private static let four = "#EXTINF:2,\na\n#EXTINF:2,\nb\n#EXTINF:2,\nc\n#EXTINF:2,\nd\n"

    @Test("Nothing is wrong with the same playlist again, an append, a removal or an end")
    func legalChanges() throws {
        let old = Self.header + Self.four
        #expect(try rules(old, old) == [])
        #expect(try rules(old, old + "#EXTINF:2,\ne\n") == [])
        #expect(try rules(old, old + "#EXT-X-ENDLIST\n") == [])
        let later = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:"
        #expect(try rules(old, later + "1\n#EXTINF:2,\nb\n#EXTINF:2,\nc\n#EXTINF:2,\nd\n") == [])
        #expect(try rules(old, later + "90\n#EXTINF:2,\nx\n#EXTINF:2,\ny\n#EXTINF:2,\nz\n") == [])
    }

    @Test("HLS-18: a list that loses segments must have stated its discontinuity sequence before")
    func discontinuitySequenceInTime() throws {
        let old = Self.header + "#EXTINF:2,\na\n#EXT-X-DISCONTINUITY\n#EXTINF:2,\nb\n#EXTINF:2,\nc\n#EXTINF:2,\nd\n"
        let new = """
            #EXTM3U
            #EXT-X-TARGETDURATION:2
            #EXT-X-MEDIA-SEQUENCE:1
            #EXT-X-DISCONTINUITY
            #EXTINF:2,
            b
            #EXTINF:2,
            c
            #EXTINF:2,
            d
            """
        #expect(try rules(old, new) == [.discontinuitySequence])
        let stated = "#EXT-X-DISCONTINUITY-SEQUENCE:0\n"
        #expect(
            try rules(
                old.replacing(Self.header, with: Self.header + stated),
                new.replacing("#EXT-X-MEDIA", with: stated + "#EXT-X-MEDIA")) == [])
    }

    @Test("HLS-18: discontinuities do not go back where nothing is shared")
    func discontinuitySequenceWithoutOverlap() throws {
        let old = Self.header + "#EXT-X-DISCONTINUITY-SEQUENCE:4\n#EXT-X-DISCONTINUITY\n#EXTINF:2,\na\n"
        let new = """
            #EXTM3U
            #EXT-X-TARGETDURATION:2
            #EXT-X-MEDIA-SEQUENCE:9
            #EXT-X-DISCONTINUITY-SEQUENCE:4
            #EXTINF:2,
            x
            #EXTINF:2,
            y
            #EXTINF:2,
            z
            """
        #expect(try rules(old, new) == [.discontinuitySequence])
        #expect(try rules(old, new.replacing("NCE:4", with: "NCE:5")) == [])
    }

    @Test("HLS-14: an event only grows, and a film never changes")
    func types() throws {
        let event = Self.header + "#EXT-X-PLAYLIST-TYPE:EVENT\n"
        #expect(try rules(event + Self.four, event + Self.four + "#EXTINF:2,\ne\n") == [])
        #expect(
            try rules(event + Self.four, event + "#EXT-X-MEDIA-SEQUENCE:1\n" + Self.four.dropFirst(13)) == [.kind])
        let film = Self.header + "#EXT-X-PLAYLIST-TYPE:VOD\n"
        #expect(try rules(film + Self.four, film + Self.four + "#EXTINF:2,\ne\n") == [.kind])
        #expect(try rules(film + Self.four, Self.header + Self.four) == [.kind])
    }

    @Test("HLS-15: an end is final")
    func ends() throws {
        let ended = Self.header + Self.four + "#EXT-X-ENDLIST\n"
        #expect(try rules(ended, Self.header + Self.four) == [.end])
        #expect(try rules(ended, Self.header + Self.four + "#EXTINF:2,\ne\n#EXT-X-ENDLIST\n") == [.end])
    }

    @Test("HLS-05: keys, initialization sections, byte ranges and titles of a listed segment are fixed")
    func attributesAreFixed() throws {
        let clear = Self.header + "#EXTINF:2,\na\n"
        for tags in [
            "#EXT-X-KEY:METHOD=AES-128,URI=\"k\"\n", "#EXT-X-MAP:URI=\"m\"\n", "#EXT-X-BYTERANGE:5@0\n",
        ] {
            #expect(try rules(clear, Self.header + tags + "#EXTINF:2,\na\n") == [.change])
        }
        #expect(try rules(clear, Self.header + "#EXTINF:2,News\na\n") == [.change])
    }

    @Test("HLS-05, 32, 33: parts may go stale but not change, nor their target and the server's control")
    func parts() throws {
        let header = Self.header + "#EXT-X-PART-INF:PART-TARGET=0.5\n#EXT-X-SERVER-CONTROL:PART-HOLD-BACK=1.5\n"
        let part = "#EXT-X-PART:DURATION=0.5,URI=\"p\"\n"
        #expect(try rules(header + part, header + part + part) == [])
        #expect(try rules(header + part, header + part + "#EXTINF:2,\na\n") == [])
        #expect(try rules(header + part + "#EXTINF:2,\na\n", header + "#EXTINF:2,\na\n") == [])
        #expect(try rules(header + part, header) == [.change])
        #expect(
            try rules(header + part + "#EXTINF:2,\na\n", header + part + part + "#EXTINF:2,\na\n") == [.change])
        #expect(try rules(header, header.replacing("0.5", with: "0.4")) == [.partTarget])
        #expect(try rules(header, header.replacing("1.5", with: "1.6")) == [.serverControl])
    }

    @Test("Says that a delta update cannot be compared")
    func deltaUpdates() throws {
        let delta = Self.header + "#EXT-X-SKIP:SKIPPED-SEGMENTS=3\n#EXTINF:2,\nd\n"
        #expect(try rules(Self.header + Self.four, delta) == [.change])
    }

    private func ownRules(_ text: String) throws -> [PlaylistViolation.Rule] {
        PlaylistUpdateChecker.violations(in: try media(text)).map(\.rule)
    }

    @Test("HLS-06: finds durations that round to more than the target")
    func durations() throws {
        let header = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:4\n"
        #expect(try ownRules(header + "#EXTINF:4.499999,\na\n") == [])
        #expect(try ownRules(header + "#EXTINF:4.5,\na\n") == [.duration])
    }

    @Test("HLS-27, 28: finds dates that overlap, and discontinuities without one")
    func dates() throws {
        let date = "#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:0"
        let start = Self.header + date + "0Z\n#EXTINF:2,\na\n#EXTINF:2,\nb\n"
        #expect(try ownRules(start + date + "4.000Z\n#EXTINF:2,\nc\n") == [])
        #expect(try ownRules(start + date + "3.999Z\n#EXTINF:2,\nc\n") == [], "rounding")
        #expect(try ownRules(start + date + "3.998Z\n#EXTINF:2,\nc\n") == [.programDateTime])
        #expect(try ownRules(start + "#EXT-X-DISCONTINUITY\n#EXTINF:2,\nc\n") == [.dateOfDiscontinuity])
    }

    @Test("HLS-03: finds a version that is higher or lower than what is used")
    func versions() throws {
        let segments = "#EXT-X-TARGETDURATION:2\n#EXTINF:1.5,\na\n"
        #expect(try ownRules("#EXTM3U\n#EXT-X-VERSION:3\n" + segments) == [])
        #expect(try ownRules("#EXTM3U\n" + segments) == [.version])
        #expect(try ownRules("#EXTM3U\n#EXT-X-VERSION:4\n" + segments) == [.version])
        for (version, tags) in [
            (2, "#EXT-X-KEY:METHOD=AES-128,URI=\"k\",IV=0x1\n"), (4, "#EXT-X-BYTERANGE:1@1\n"),
            (5, "#EXT-X-KEY:METHOD=AES-128,URI=\"k\",KEYFORMAT=\"identity\"\n"), (6, "#EXT-X-MAP:URI=\"m\"\n"),
            (9, "#EXT-X-SKIP:SKIPPED-SEGMENTS=1\n"),
        ] {
            #expect(try media("#EXTM3U\n#EXT-X-TARGETDURATION:2\n\(tags)#EXTINF:1,\na\n").requiredVersion == version)
        }
    }
}
