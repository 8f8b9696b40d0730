import NIOCore
import StreavMedia
import Testing

@Suite("The playlist parser")
struct PlaylistParserTests {
    private func media(_ text: String, limits: PlaylistLimits = .default) throws -> MediaPlaylist {
        try PlaylistParser(limits: limits).parseMedia(ByteBuffer(string: text))
    }

    private func multivariant(_ text: String) throws -> MultivariantPlaylist {
        try PlaylistParser().parseMultivariant(ByteBuffer(string: text))
    }

    private static let everyMediaTag = """
        #EXTM3U
        #EXT-X-VERSION:9
        #EXT-X-TARGETDURATION:4
        #EXT-X-MEDIA-SEQUENCE:100
        #EXT-X-DISCONTINUITY-SEQUENCE:3
        #EXT-X-PLAYLIST-TYPE:EVENT
        #EXT-X-INDEPENDENT-SEGMENTS
        #EXT-X-START:TIME-OFFSET=-12.5,PRECISE=YES
        #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.5,CAN-SKIP-UNTIL=24.0
        #EXT-X-PART-INF:PART-TARGET=0.5
        #EXT-X-ALLOW-CACHE:NO
        #EXT-X-KEY:METHOD=AES-128,URI="k1",IV=0x0123
        #EXT-X-MAP:URI="init.mp4",BYTERANGE="10@20"
        #EXT-X-PROGRAM-DATE-TIME:2026-01-31T12:00:00.250+01:00
        #EXT-X-BITRATE:4200
        #EXTINF:4.004,A title, with a comma
        #EXT-X-BYTERANGE:1000@500
        a.m4s
        #EXT-X-BYTERANGE:2000
        #EXTINF:3.996
        a.m4s
        #EXT-X-DATERANGE:ID="ad",START-DATE="2026-01-31T11:00:04Z"
        #EXT-X-DISCONTINUITY
        #EXT-X-KEY:METHOD=NONE
        #EXT-X-GAP
        #EXT-X-PART:DURATION=0.5,URI="c.0",INDEPENDENT=YES
        #EXT-X-PART:DURATION=0.25,URI="c.1",GAP=YES
        #EXTINF:4,
        c.m4s
        # a comment
        #EXT-X-PART:DURATION=0.5,URI="d.0"
        #EXT-X-PRELOAD-HINT:TYPE=PART,URI="d.1"
        #EXT-X-RENDITION-REPORT:URI="../b.m3u8",LAST-MSN=102,LAST-PART=1
        #EXT-X-ENDLIST
        """

    @Test("Reads every tag of a media playlist")
    func mediaTags() throws {
        let playlist = try media(Self.everyMediaTag)
        #expect(playlist.version == 9)
        #expect(playlist.targetDuration == 4)
        #expect(playlist.mediaSequence == 100)
        #expect(playlist.nextMediaSequence == 103)
        #expect(playlist.discontinuitySequence == 3)
        #expect(playlist.statesDiscontinuitySequence)
        #expect(playlist.kind == .event)
        #expect(playlist.isIndependentSegments)
        #expect(playlist.isEnded)
        #expect(playlist.start?["TIME-OFFSET"] == "-12.5")
        #expect(playlist.serverControl?.isYes("CAN-BLOCK-RELOAD") == true)
        #expect(playlist.partTarget == .milliseconds(500))
        #expect(playlist.hasFractionalDurations)
        #expect(playlist.preloadHints.map { $0["URI"] } == ["d.1"])
        #expect(playlist.renditionReports.map { $0["LAST-MSN"] } == ["102"])
        #expect(playlist.dateRanges.map { $0["ID"] } == ["ad"])
        #expect(playlist.trailingParts.map(\.uri) == ["d.0"])
        #expect(playlist.listedDuration == .seconds(12))
    }

    @Test("Reads every tag of a media segment")
    func segmentTags() throws {
        let playlist = try media(Self.everyMediaTag)
        try #require(playlist.segments.count == 3)
        let (first, second, third) = (playlist.segments[0], playlist.segments[1], playlist.segments[2])
        #expect(first.uri == "a.m4s")
        #expect(first.duration == .milliseconds(4_004))
        #expect(first.title == "A title, with a comma")
        #expect(first.programDateTime == 1_769_857_200_250)
        #expect(first.byteRange?.length == 1_000)
        #expect(first.byteRange?.offset == 500)
        #expect(first.bitRate == 4_200)
        #expect(first.keys.map(\.uri) == ["k1"])
        #expect(first.keys.first?.initializationVector == "0x0123")
        #expect(first.map?.byteRange?.offset == 20)
        #expect(second.byteRange?.offset == 1_500)
        #expect(second.keys == first.keys)
        #expect(second.mediaSequence == 101)
        #expect(second.discontinuitySequence == 3)
        #expect(third.isDiscontinuity && third.isGap)
        #expect(third.discontinuitySequence == 4)
        #expect(third.keys.isEmpty)
        #expect(third.map == first.map)
        #expect(third.parts.map(\.isIndependent) == [true, false])
        #expect(third.parts.map(\.isGap) == [false, true])
    }

    @Test("Reads every tag of a multivariant playlist")
    func everyMultivariantTag() throws {
        let playlist = try multivariant(
            """
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="Français, \u{e9}t\u{e9}",LANGUAGE="fr",DEFAULT=YES,\
            AUTOSELECT=YES,CHANNELS="2",URI="fr.m3u8"
            #EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="cc",NAME="CC",INSTREAM-ID="CC1"
            #EXT-X-SESSION-DATA:DATA-ID="x",VALUE="y"
            #EXT-X-STREAM-INF:BANDWIDTH=1280000,AVERAGE-BANDWIDTH=1000000,CODECS="avc1.640028, mp4a.40.2",\
            RESOLUTION=1920x1080,FRAME-RATE=29.970,AUDIO="a",CLOSED-CAPTIONS="cc"
            hd.m3u8?x=1
            #EXT-X-STREAM-INF:BANDWIDTH=640000,CLOSED-CAPTIONS=NONE

            sd.m3u8
            #EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=100000,URI="i.m3u8"
            """)
        #expect(playlist.version == 6)
        #expect(playlist.isIndependentSegments)
        #expect(playlist.renditions.map(\.name) == ["Français, été", "CC"])
        #expect(playlist.renditions.map(\.kind) == [.audio, .closedCaptions])
        #expect(playlist.renditions[0].isDefault && playlist.renditions[0].isAutoselect)
        #expect(playlist.renditions[1].instreamID == "CC1")
        #expect(playlist.variants.map(\.uri) == ["hd.m3u8?x=1", "sd.m3u8"])
        #expect(playlist.variants[0].codecs == ["avc1.640028", "mp4a.40.2"])
        #expect(playlist.variants[0].resolution == .init(width: 1_920, height: 1_080))
        #expect(playlist.variants[0].frameRate == 29.97)
        #expect(playlist.variants[0].audioGroup == "a")
        #expect(playlist.variants[0].closedCaptions == .group("cc"))
        #expect(playlist.variants[1].closedCaptions == .absent)
        #expect(playlist.iFrameVariants.map(\.uri) == ["i.m3u8"])
    }

    @Test("Bears a byte order mark, either line end, blanks at the ends, unknown tags and attributes")
    func tolerance() throws {
        let plain = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\na.ts\n#EXTINF:4,\nb.ts\n"
        let expected = try media(plain)
        #expect(try media("\u{FEFF}" + plain) == expected)
        #expect(try media(plain.replacing("\n", with: "\r\n")) == expected)
        #expect(try media(plain.replacing("\n", with: " \t\n")) == expected)
        #expect(try media(plain.replacing("#EXTINF", with: "\n\n#x\n#EXT-X-CUE-OUT:30\n#EXTINF")) == expected)
        #expect(try media(String(plain.dropLast())) == expected)
        let list = try multivariant("#EXTM3U\n#EXT-X-STREAM-INF: BANDWIDTH=1 , X-NEW=\"a,b=c\" ,SCORE=2.0,\na\n")
        #expect(list.variants.map(\.bandwidth) == [1])
    }

    @Test(
        "Says what is wrong, and on which line",
        arguments: [
            ("", .noHeader, 1),
            ("\n#EXTM3U\n", .noHeader, 1),
            ("<html>", .noHeader, 1),
            ("#EXTM3U8\n", .noHeader, 1),
            ("#EXTM3U\n", .missingTag, 1),
            ("#EXTM3U\n#EXTINF:4,\na\n", .missingTag, 3),
            ("#EXTM3U\n#EXT-X-TARGETDURATION:4\na\n", .strayAddress, 3),
            ("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n", .missingAddress, 3),
            ("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n#EXTINF:4,\na\n", .missingAddress, 4),
            ("#EXTM3U\n#EXT-X-TARGETDURATION:4.5\n", .badValue, 2),
            ("#EXTM3U\n#EXT-X-TARGETDURATION:99999999999\n", .badValue, 2),
            ("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-VERSION:3\n", .repeatedTag, 3),
            ("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-TARGETDURATION:4\n", .repeatedTag, 3),
            ("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-STREAM-INF:BANDWIDTH=1\na\n", .mixedTags, 3),
            ("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\na\n#EXTINF:4,\nb\n", .mixedTags, 4),
            ("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\na\n#EXT-X-MEDIA-SEQUENCE:4\n", .misplacedTag, 5),
            (
                "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-DISCONTINUITY\n#EXT-X-DISCONTINUITY-SEQUENCE:4\n",
                .misplacedTag, 4
            ),
            ("#EXTM3U\n#EXTINF:-1,Channel\nhttp://h/\n", .badValue, 2),
            ("#EXTM3U\n#EXTINF:1e3,\na\n", .badValue, 2),
            ("#EXTM3U\n#EXTINF:nan,\na\n", .badValue, 2),
            ("#EXTM3U\n#EXTINF:,\na\n", .badValue, 2),
            ("#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:-1\n", .badValue, 2),
            ("#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:9223372036854775807\n", .badValue, 2),
            ("#EXTM3U\n#EXT-X-PLAYLIST-TYPE:LIVE\n", .badValue, 2),
            ("#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:yesterday\n", .badValue, 2),
            ("#EXTM3U\n#EXT-X-KEY:METHOD=AES-128\n", .badAttribute, 2),
            ("#EXTM3U\n#EXT-X-KEY:URI=\"k\n", .badAttribute, 2),
            ("#EXTM3U\n#EXT-X-MAP:URI=\"\"\n", .badAttribute, 2),
            ("#EXTM3U\n#EXT-X-PART:URI=\"a\",DURATION=x\n", .badAttribute, 2),
            ("#EXTM3U\n#EXTINF:1,\n#EXT-X-BYTERANGE:5\na\n", .badValue, 3),
            ("#EXTM3U\n#EXTINF:1,\n#EXT-X-BYTERANGE:2305843009213693952@1\na\n", .badValue, 3),
            ("#EXTM3U\n#EXT-X-STREAM-INF:CODECS=\"a\"\na\n", .badAttribute, 2),
            ("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,BANDWIDTH=2\na\n", .badAttribute, 2),
            ("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=1920\na\n", .badAttribute, 2),
            ("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,FRAME-RATE=inf\na\n", .badAttribute, 2),
            ("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n#EXT-X-STREAM-INF:BANDWIDTH=1\na\n", .missingAddress, 3),
            ("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n", .missingAddress, 2),
            ("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\na\nb\n", .strayAddress, 4),
            ("#EXTM3U\n#EXT-X-MEDIA:TYPE=SMELL,GROUP-ID=\"a\",NAME=\"a\"\n", .badAttribute, 2),
        ] as [(String, PlaylistParseError.Code, Int)])
    func errors(text: String, code: PlaylistParseError.Code, line: Int) {
        let error = #expect(throws: PlaylistParseError.self) { try PlaylistParser().parse(text) }
        #expect(error?.code == code)
        #expect(error?.line == line)
    }

    @Test("Refuses what is not UTF-8")
    func encoding() {
        let error = #expect(throws: PlaylistParseError.self) {
            try PlaylistParser().parse(ByteBuffer(bytes: Array("#EXTM3U\n".utf8) + [0xC3, 0x28]))
        }
        #expect(error?.code == .badEncoding)
    }

    @Test("Reads no more bytes, lines, bytes of a line or entries than allowed")
    func bounds() throws {
        let text = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\na\n#EXTINF:4,\nbb\n"
        let exact = PlaylistLimits(
            maximumBytes: text.utf8.count, maximumLines: 6, maximumLineBytes: 23, maximumEntries: 2)
        #expect(try media(text, limits: exact).segments.count == 2)
        for field in [\PlaylistLimits.maximumBytes, \.maximumLines, \.maximumLineBytes, \.maximumEntries] {
            var tight = exact
            tight[keyPath: field] -= 1
            let error = #expect(throws: PlaylistParseError.self) { try media(text, limits: tight) }
            #expect(error?.code == .tooLarge)
        }
        let formats = (0...16).map { "#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"k\",KEYFORMAT=\"\($0)\"\n" }.joined()
        let keys = #expect(throws: PlaylistParseError.self) { try media("#EXTM3U\n" + formats) }
        #expect(keys?.code == .tooLarge)
        let many = (0...64).map { "A\($0)=1" }.joined(separator: ",")
        let attributes = #expect(throws: PlaylistParseError.self) { try media("#EXTM3U\n#EXT-X-START:\(many)\n") }
        #expect(attributes?.code == .badAttribute)
    }

    @Test("Keys of other formats stand side by side until they are replaced")
    func keyFormats() throws {
        let playlist = try media(
            """
            #EXTM3U
            #EXT-X-TARGETDURATION:1
            #EXT-X-KEY:METHOD=SAMPLE-AES,URI="a"
            #EXT-X-KEY:METHOD=SAMPLE-AES,URI="b",KEYFORMAT="other"
            #EXTINF:1,
            0
            #EXT-X-KEY:METHOD=SAMPLE-AES,URI="c",KEYFORMAT="identity"
            #EXTINF:1,
            1
            """)
        #expect(playlist.segments.map { $0.keys.map(\.uri) } == [["a", "b"], ["b", "c"]])
    }

    @Test("Says that a playlist is of the other kind")
    func kinds() {
        #expect(throws: PlaylistParseError.self) { try media("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\na\n") }
        #expect(throws: PlaylistParseError.self) { try multivariant("#EXTM3U\n#EXT-X-TARGETDURATION:4\n") }
    }

    @Test(
        "Reads dates with any offset",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.001Z", 1), ("1970-01-01T01:00:00+01:00", 0),
            ("1970-01-01T01:30:00+0130", 0), ("1970-01-01T02:00:00+02", 0), ("1969-12-31T19:00:00-05:00", 0),
            ("1970-01-01 00:00:01", 1_000), ("2000-02-29T23:59:59.5Z", 951_868_799_500),
            ("2026-11-23T00:41:18.123456789Z", 1_795_394_478_123), ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ] as [(String, Int64)])
    func dates(text: String, milliseconds: Int64) throws {
        let list = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-PROGRAM-DATE-TIME:\(text)\n#EXTINF:4,\na\n"
        #expect(try media(list).segments.first?.programDateTime == milliseconds)
    }

    @Test(
        "Refuses what is no date",
        arguments: [
            "", "2026", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-00-10T00:00:00Z",
            "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z", "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00+1", "2026-01-01T00:00:00+99:00", "2026-01-01T00:00:00Zjunk", "1969-12-31T23:59:59Z",
            "10000-01-01T00:00:00Z", "2026-1-1T00:00:00Z", "２０２６-01-01T00:00:00Z",
        ])
    func badDates(text: String) {
        let list = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-PROGRAM-DATE-TIME:\(text)\n#EXTINF:4,\na\n"
        let error = #expect(throws: PlaylistParseError.self) { try media(list) }
        #expect(error?.code == .badValue)
    }

    @Test("Every date that is written is read again as it was")
    func datesRoundTrip() throws {
        var random = PlaylistRandom(seed: 7)
        for _ in 0..<2_000 {
            let date = Int64.random(in: 0..<253_402_300_799_000, using: &random)
            var live = LiveMediaPlaylist(
                targetDuration: 4, windowCount: 4, mediaSequence: 0, discontinuitySequence: 0,
                isIndependentSegments: false)
            _ = try live.append(.init(uri: "a", durationTicks: 90, programDateTime: date))
            #expect(try PlaylistParser().parseMedia(live.bytes).segments.first?.programDateTime == date)
        }
    }
}
