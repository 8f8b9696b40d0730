import NIOCore
import StreavMedia
import Testing

@Suite("Playlists of a movie packaged on demand")
struct OnDemandPlaylistTests {
    /// Three groups of 2 s.
    private static func video(frames: Int = 50, groups: Int = 3) -> SyntheticTrack {
        var random = TransportRandom(seed: 1)
        var look = SyntheticTrack.Look()
        look.group = frames...frames
        look.groups = groups
        return SyntheticTrack.video(look, random: &random)
    }

    private static func audio(_ language: String?, name: String? = nil, isEnabled: Bool = true) -> SyntheticTrack {
        var random = TransportRandom(seed: 2)
        var track = SyntheticTrack.audio(seconds: 6, random: &random)
        track.language = language
        track.name = name
        track.isEnabled = isEnabled
        return track
    }

    @Test("HLS-01, HLS-03, HLS-14, HLS-15: a media playlist is written exactly so")
    func media() throws {
        let package = try OnDemandPackage(SyntheticMovie([Self.video()]).index, target: .seconds(4))
        #expect(
            String(buffer: package.mediaPlaylist(0) { "s/\($0).ts" }) == """
                #EXTM3U
                #EXT-X-VERSION:3
                #EXT-X-TARGETDURATION:4
                #EXT-X-MEDIA-SEQUENCE:0
                #EXT-X-PLAYLIST-TYPE:VOD
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXTINF:4.000,
                s/0.ts
                #EXTINF:2.000,
                s/1.ts
                #EXT-X-ENDLIST

                """)
        let parsed = try PlaylistParser().parseMedia(package.mediaPlaylist(0) { "\($0).ts" })
        #expect(parsed.requiredVersion == 3)
        #expect(parsed.kind == .onDemand && parsed.isEnded)
        #expect(parsed.listedDuration == package.renditions[0].duration)
    }

    @Test("One sound goes with the picture, under one variant")
    func one() throws {
        let package = try OnDemandPackage(SyntheticMovie([Self.video(), Self.audio("de")]).index)
        let main = package.renditions[0]
        #expect(package.renditions.map(\.id) == ["v"])
        #expect(main.kind == .video && main.language == "de")
        #expect(
            String(buffer: package.multivariant { "x/\($0.id).m3u8" }) == """
                #EXTM3U
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-STREAM-INF:BANDWIDTH=\(main.peakBitRate),AVERAGE-BANDWIDTH=\(main.averageBitRate),\
                CODECS="avc1.640028,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=25.000
                x/v.m3u8

                """)
    }

    @Test("Several sounds are a group with unique names, the enabled one first")
    func several() throws {
        let package = try OnDemandPackage(
            SyntheticMovie([
                Self.video(), Self.audio("de", isEnabled: false), Self.audio("en", name: "Director"),
                Self.audio("en", name: "Director", isEnabled: false), Self.audio(nil, isEnabled: false),
            ]).index)
        let renditions = package.renditions
        #expect(renditions.map(\.id) == ["v", "a1", "a2", "a3", "a4"])
        #expect(renditions.map(\.name) == [nil, "Director", "de", "Director (2)", "Audio 4"])
        let peak = renditions[0].peakBitRate + (renditions[1...].map(\.peakBitRate).max() ?? 0)
        let average = renditions[0].averageBitRate + (renditions[1...].map(\.averageBitRate).max() ?? 0)
        #expect(
            String(buffer: package.multivariant { "\($0.id).m3u8" }) == """
                #EXTM3U
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Director",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,\
                CHANNELS="2",URI="a1.m3u8"
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="de",LANGUAGE="de",AUTOSELECT=YES,CHANNELS="2",\
                URI="a2.m3u8"
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Director (2)",LANGUAGE="en",CHANNELS="2",URI="a3.m3u8"
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Audio 4",AUTOSELECT=YES,CHANNELS="2",URI="a4.m3u8"
                #EXT-X-STREAM-INF:BANDWIDTH=\(peak),AVERAGE-BANDWIDTH=\(average),\
                CODECS="avc1.640028,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=25.000,AUDIO="audio"
                v.m3u8

                """)
    }

    @Test("Sounds alone: the first is the variant's own, cut by time")
    func sounds() throws {
        let package = try OnDemandPackage(
            SyntheticMovie([Self.audio("de"), Self.audio("en")]).index, target: .seconds(2))
        let parsed = try PlaylistParser().parseMultivariant(package.multivariant { "\($0.id).m3u8" })
        #expect(parsed.variants.map(\.uri) == ["a1.m3u8"])
        #expect(parsed.variants[0].codecs == ["mp4a.40.2"])
        #expect(parsed.renditions.map(\.uri) == [nil, "a2.m3u8"])
        #expect(package.renditions.map(\.segmentCount) == [3, 3])
        #expect(package.targetDuration == 2)
    }

    @Test("HLS-06: segments end at the last key frame that fits, and a longer group is one segment")
    func cuts() throws {
        func durations(_ frames: Int, _ groups: Int) throws -> [Duration] {
            let movie = SyntheticMovie([Self.video(frames: frames, groups: groups)])
            return try OnDemandPackage(movie.index).renditions[0].segmentDurations
        }
        #expect(try durations(50, 7) == [.seconds(6), .seconds(6), .seconds(2)])
        #expect(try durations(54, 4) == [.milliseconds(6_480), .milliseconds(2_160)])
        #expect(try durations(100, 3) == [.seconds(4), .seconds(4), .seconds(4)])
        #expect(try durations(250, 2) == [.seconds(10), .seconds(10)])
    }

    @Test("HLS-24: frames shown before their key frame make segments depend on each other, which is not denied")
    func open() throws {
        var random = TransportRandom(seed: 3)
        var look = SyntheticTrack.Look()
        look.leading = 2
        let package = try OnDemandPackage(SyntheticMovie([.video(look, random: &random)]).index, target: .seconds(2))
        #expect(!String(buffer: package.multivariant { $0.id }).contains("INDEPENDENT"))
        #expect(package.renditions[0].segmentDurations == Array(repeating: .seconds(2), count: 4))
    }
}
