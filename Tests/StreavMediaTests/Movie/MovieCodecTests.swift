import StreavMedia
import Testing

@Suite struct MovieCodecTests {
    private static func audio(_ entry: [UInt8]) throws -> (AACConfiguration, MovieTrack) {
        let track = try MovieRun(MovieForge.sound(entry).bytes).tracks[0]
        guard case .aac(let configuration) = track.codec else { throw MovieError(.unsupported, "AAC expected") }
        return (configuration, track)
    }

    private static func reason(_ forge: MovieForge) -> String? {
        let error = MovieRun.error(forge.bytes)
        return error?.code == .noPlayableTrack ? error?.message : nil
    }

    @Test(arguments: [(UInt8(0), false), (0, true), (1, false), (1, true), (2, false)])
    func `AAC is found where MP4 and QuickTime put it`(version: UInt8, inWave: Bool) throws {
        let (aac, track) = try Self.audio(MovieForge.mp4a(version: version, inWave: inWave))
        #expect(aac.objectType == 2 && aac.sampleRate == 48_000 && aac.channelConfiguration == 2)
        #expect(aac.specificConfig == [0x11, 0x90])
        #expect(track.format.codecs == "mp4a.40.2" && track.format.channels == 2 && track.kind == .audio)
        #expect(track.samples.syncSamples.count == 4)
    }

    @Test func `HE-AAC is packed by the rate of its core`() throws {
        // Object type 5 of 24 kHz to 48 kHz over LC; then signalled behind LC; then with parametric stereo.
        let (explicit, track) = try Self.audio(MovieForge.mp4a(specific: [0x2B, 0x11, 0x88, 0x00]))
        #expect(explicit.objectType == 2 && explicit.sampleRate == 24_000 && explicit.samplingFrequencyIndex == 6)
        #expect(explicit.extensionObjectType == 5 && explicit.extensionSampleRate == 48_000)
        #expect(track.format.codecs == "mp4a.40.5" && track.format.sampleRate == 48_000)
        let (late, _) = try Self.audio(MovieForge.mp4a(specific: [0x13, 0x10, 0x56, 0xE5, 0x98]))
        #expect(late.objectType == 2 && late.sampleRate == 24_000 && late.channelConfiguration == 2)
        #expect(late.extensionObjectType == 5 && late.extensionSampleRate == 48_000)
        let (stereo, both) = try Self.audio(MovieForge.mp4a(specific: [0xEB, 0x09, 0x88, 0x00]))
        #expect(stereo.channelConfiguration == 1 && stereo.extensionObjectType == 29)
        #expect(both.format.codecs == "mp4a.40.29" && both.format.channels == 2)
    }

    @Test func `What transport streams cannot carry is not played, and the reason named`() {
        let configurations: [([UInt8], String)] = [
            ([0xF9, 0x46, 0x40], "AAC of object type 42"), ([0xB9, 0x90], "AAC of object type 23"),
            ([0x11, 0x80], "channel layout (0)"), ([0x11, 0x94], "960 samples"),
            ([0x17, 0x80, 0x61, 0xA8, 0x10], "50000 Hz"),
        ]
        for (bytes, text) in configurations {
            let reason = Self.reason(MovieForge.sound(MovieForge.mp4a(specific: bytes)))
            #expect(reason?.contains(text) == true, "\(text): \(reason ?? "none")")
        }
        #expect(Self.reason(MovieForge.sound(MovieForge.box("ac-3", [])))?.contains("coded as ac-3") == true)
        #expect(Self.reason(MovieForge.sound(MovieForge.avc1()))?.contains("says to be sound") == true)
        #expect(Self.reason(MovieForge(["stsd": MovieForge.full(words: [0])]))?.contains("describes no coding") == true)
        let bare = MovieForge(["stsd": MovieForge.full(words: [1]) + MovieForge.avc1("avc1", [])])
        #expect(Self.reason(bare)?.contains("has no avcC") == true)
        let empty: [UInt8] = [1, 0x64, 0, 0x0A, 0xFF, 0xE0, 0]
        let noSets = MovieForge([
            "stsd": MovieForge.full(words: [1]) + MovieForge.avc1("avc1", MovieForge.box("avcC", empty))
        ])
        #expect(Self.reason(noSets)?.contains("sequence parameters are missing") == true)
        #expect(Self.reason(MovieForge(["stss": MovieForge.full(words: [0])]))?.contains("is a key frame") == true)
    }

    @Test func `Parameter sets that come with the samples`() throws {
        let empty: [UInt8] = [1, 0x64, 0, 0x1E, 0xFD, 0xE0, 0]
        let forge = MovieForge([
            "stsd": MovieForge.full(words: [1]) + MovieForge.avc1("avc3", MovieForge.box("avcC", empty))
        ])
        let track = try MovieRun(forge.bytes).tracks[0]
        guard case .h264(let avc) = track.codec else { return }
        #expect(avc.hasInBandParameters && avc.sps.isEmpty && avc.lengthSize == 2 && avc.record == empty)
        #expect(track.format.codecs == "avc1.64001e" && track.format.width == 64 && track.format.height == 48)
        let record: [UInt8] =
            [1, 0x01, 0x60, 0, 0, 0, 0x90, 0, 0, 0, 0, 0, 0x5D] + [UInt8](repeating: 0, count: 8) + [3, 0]
        let hevc = MovieForge([
            "stsd": MovieForge.full(words: [1]) + MovieForge.avc1("hev1", MovieForge.box("hvcC", record))
        ])
        #expect(try MovieRun(hevc.bytes).tracks[0].format.codecs == "hvc1.1.6.L93.90")
    }

    @Test func `Encrypted files are refused`() {
        let entries = [
            MovieForge.avc1("encv"), MovieForge.mp4a("enca"), MovieForge.mp4a("drms"),
            MovieForge.avc1("avc1", MovieForge.box("avcC", MovieForge.avcRecord) + MovieForge.box("sinf", [])),
        ]
        for entry in entries {
            let error = MovieRun.error(MovieForge(["stsd": MovieForge.full(words: [1]) + entry]).bytes)
            #expect(error?.code == .encrypted && error?.message.contains("decrypted") == true)
        }
    }

    @Test func `Samples in other files, and codings that change`() throws {
        let elsewhere = MovieForge.full(words: [1]) + MovieForge.box("url ", MovieForge.full() + Array("other\0".utf8))
        #expect(Self.reason(MovieForge(["dref": elsewhere]))?.contains("in another file") == true)
        let here = MovieForge.full(words: [1]) + MovieForge.box("url ", MovieForge.full(flags: 1))
        #expect(MovieRun.error(MovieForge(["dref": here]).bytes) == nil)
        let two = MovieForge.full(words: [2]) + MovieForge.box("mp4v", []) + MovieForge.avc1()
        let second = MovieForge(["stsd": two, "stsc": MovieForge.full(words: [1, 1, 2, 2])])
        #expect(try MovieRun(second.bytes).tracks.count == 1)
        let changing = MovieForge(["stsd": two, "stsc": MovieForge.full(words: [2, 1, 2, 2, 2, 2, 1])])
        #expect(Self.reason(changing)?.contains("coding changes within it") == true)
    }
}
