import NIOCore
import StreavMedia
import Testing

@Suite("A multivariant playlist")
struct MultivariantPlaylistTests {
    @Test("HLS-29: is written exactly so")
    func text() {
        let playlist = MultivariantPlaylist(
            isIndependentSegments: true,
            variants: [
                .init(
                    uri: "1/s/9f/video.m3u8", bandwidth: 4_620_000, averageBandwidth: 4_200_000,
                    codecs: ["avc1.640028", "mp4a.40.2"], resolution: .init(width: 1_920, height: 1_080),
                    frameRate: 30_000.0 / 1_001, audioGroup: "audio", closedCaptions: .absent),
                .init(uri: "low.m3u8", bandwidth: 64_000, codecs: ["mp4a.40.34"]),
            ],
            renditions: [
                .init(
                    kind: .audio, groupID: "audio", name: "English", uri: "en.m3u8", language: "en", isDefault: true,
                    channels: "2")
            ])
        #expect(
            playlist.text == """
                #EXTM3U
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,\
                CHANNELS="2",URI="en.m3u8"
                #EXT-X-STREAM-INF:BANDWIDTH=4620000,AVERAGE-BANDWIDTH=4200000,CODECS="avc1.640028,mp4a.40.2",\
                RESOLUTION=1920x1080,FRAME-RATE=29.970,AUDIO="audio",CLOSED-CAPTIONS=NONE
                1/s/9f/video.m3u8
                #EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="mp4a.40.34"
                low.m3u8

                """)
    }

    @Test("HLS-29: states frame rates with three decimals, and none that is no rate")
    func frameRates() {
        func line(_ rate: Double) -> Bool? {
            let playlist = MultivariantPlaylist(variants: [.init(uri: "a", bandwidth: 1, frameRate: rate)])
            return playlist.text.contains("FRAME-RATE")
        }
        for (rate, text) in [(25.0, "25.000"), (59.94005994, "59.940"), (23.976023976, "23.976"), (50.0, "50.000")] {
            let playlist = MultivariantPlaylist(variants: [.init(uri: "a", bandwidth: 1, frameRate: rate)])
            #expect(playlist.text.contains("FRAME-RATE=\(text)\n"))
        }
        for rate in [0, -1, .nan, .infinity, 1e300] as [Double] { #expect(line(rate) == false) }
    }

    @Test("No name, language or address breaks out of its attribute or line")
    func escaping() throws {
        let evil = "a\"\n#EXT-X-ENDLIST\r\n\u{0}b,c=d"
        let playlist = MultivariantPlaylist(
            variants: [
                .init(
                    uri: "#" + evil, bandwidth: 1, codecs: [evil], audioGroup: evil, closedCaptions: .group(evil))
            ],
            renditions: [.init(kind: .audio, groupID: evil, name: evil, uri: evil, language: evil)],
            iFrameVariants: [.init(uri: evil, bandwidth: 1)])
        let text = playlist.text
        #expect(text.split(separator: "\n").count == 5)
        #expect(!text.contains("\n#EXT-X-ENDLIST"))
        let parsed = try PlaylistParser().parseMultivariant(ByteBuffer(string: text))
        #expect(parsed.renditions.map(\.name) == ["a' #EXT-X-ENDLIST   b,c=d"])
        #expect(parsed.renditions.map(\.uri) == ["a%22%0A#EXT-X-ENDLIST%0D%0A%00b,c=d"])
        #expect(parsed.variants.map(\.uri) == ["%23a%22%0A#EXT-X-ENDLIST%0D%0A%00b,c=d"])
        #expect(parsed.iFrameVariants.count == 1)
    }

    @Test("What is written is read again as it was", arguments: 1...200 as ClosedRange<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var random = PlaylistRandom(seed: seed)
        func word() -> String { ["a", "hd é", "x,y=z", "日本語", "0"][Int.random(in: 0..<5, using: &random)] }
        let variants = (0..<Int.random(in: 1...6, using: &random)).map { index in
            MultivariantPlaylist.Variant(
                uri: "v/\(index).m3u8?a=b", bandwidth: .random(in: 1...1_000_000_000, using: &random),
                averageBandwidth: random.chance(50) ? .random(in: 1...1_000_000, using: &random) : nil,
                codecs: random.chance(50) ? ["hvc1.1.6.L93.B0", "ac-3"] : [],
                resolution: random.chance(50)
                    ? .init(width: 1_280, height: .random(in: 1...9_999, using: &random)) : nil,
                frameRate: random.chance(50) ? Double(Int.random(in: 1...120_000, using: &random)) / 1_000 : nil,
                audioGroup: random.chance(50) ? word() : nil, subtitlesGroup: random.chance(50) ? word() : nil,
                closedCaptions: random.chance(50) ? .group("NONE") : .absent)
        }
        let renditions = (0..<Int.random(in: 0...4, using: &random)).map { _ in
            let isDefault = random.chance(50)
            return MultivariantPlaylist.Rendition(
                kind: .subtitles, groupID: word(), name: word(), uri: "s.m3u8", language: "de", isDefault: isDefault,
                isAutoselect: isDefault, isForced: random.chance(50))
        }
        let playlist = MultivariantPlaylist(
            version: random.chance(50) ? 7 : nil, isIndependentSegments: random.chance(50), variants: variants,
            renditions: renditions)
        #expect(try PlaylistParser().parseMultivariant(playlist.serialized()) == playlist)
    }
}
