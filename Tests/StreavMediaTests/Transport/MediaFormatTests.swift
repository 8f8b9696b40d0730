import NIOCore
import Testing

@testable import StreavMedia

@Suite struct MediaFormatTests {
    /// A clip and what its tracks are: codecs, frame rate, sample rate.
    struct Example: Sendable {
        let clip: String
        let codecs: [String]
        let frameRate: Double?
        let sampleRate: Int
    }

    static let examples: [Example] = [
        Example(clip: "h264-aac", codecs: ["avc1.64000a", "mp4a.40.2"], frameRate: 25, sampleRate: 48_000),
        Example(clip: "h264-2997-ac3", codecs: ["avc1.64000a", "ac-3"], frameRate: 30_000 / 1001, sampleRate: 48_000),
        Example(clip: "h265-aac", codecs: ["hvc1.1.6.L30.90", "mp4a.40.2"], frameRate: 25, sampleRate: 48_000),
        Example(clip: "mpeg2-mp2", codecs: ["mp4v.61", "mp4a.40.33"], frameRate: 25, sampleRate: 48_000),
        Example(clip: "radio-mp3", codecs: ["mp4a.40.34"], frameRate: nil, sampleRate: 44_100),
    ]

    @Test(arguments: examples) func `Formats of clips are as the encoder was told`(example: Example) throws {
        let recorder = TransportRecorder(try TransportFixture.clip(example.clip))
        let tracks = try #require(recorder.tracks.first)
        for index in tracks.indices {
            let isVideo = tracks[index].kind == .video
            let formats = Set(recorder.units.filter { $0.trackIndex == index }.compactMap(\.format))
            let format = try #require(formats.first)
            #expect(formats.count == 1)
            #expect(format.codec == tracks[index].codec)
            #expect(format.codecs == example.codecs[index])
            #expect(format.frameRate == (isVideo ? example.frameRate : nil))
            #expect(format.sampleRate == (isVideo ? nil : example.sampleRate))
            #expect(format.channels == (isVideo ? nil : 1))
            #expect(format.width == (isVideo ? 64 : nil))
            #expect(format.height == (isVideo ? 48 : nil))
        }
    }

    @Test func `Interlaced H.264 is cropped to 1080 lines`() throws {
        let bytes: [UInt8] = [
            0x67, 0x64, 0x00, 0x3E, 0xAC, 0xD9, 0x40, 0x78, 0x04, 0x4F, 0xDE, 0x02, 0x20, 0x00, 0x00, 0x03, 0x00, 0x20,
            0x00, 0x00, 0x0C, 0x83, 0xE3, 0xC7, 0xB2, 0xC0,
        ]
        let format = try #require(AVCSequenceParameters(bytes[...])).format
        #expect(format.codecs == "avc1.64003e")
        #expect(format.width == 1920 && format.height == 1080)
        #expect(format.frameRate == 50)
    }

    @Test func `H.265 with 10 bits, cropping and 59.94 Hz`() throws {
        let bytes: [UInt8] = [
            0x42, 0x01, 0x01, 0x02, 0x20, 0x00, 0x00, 0x03, 0x00, 0x90, 0x00, 0x00, 0x03, 0x00, 0x00, 0x03, 0x00, 0x78,
            0xA0, 0x02, 0x80, 0x80, 0x2D, 0x1F, 0x4D, 0x96, 0x56, 0x69, 0x24, 0xCA, 0xF0, 0x16, 0x80, 0x80, 0x00, 0x01,
            0xF4, 0x80, 0x00, 0x75, 0x30, 0x04,
        ]
        let format = try #require(HEVCSequenceParameters(bytes[...])).format
        #expect(format.codecs == "hvc1.2.4.L120.90")
        #expect(format.width == 1280 && format.height == 718)
        #expect(format.frameRate == 60_000.0 / 1001)
    }

    @Test func `Parameter sets that are cut short or made up are refused without harm`() {
        let whole = SampleMedia.avcParameters
        for length in 0..<8 { #expect(AVCSequenceParameters(whole[..<length]) == nil) }
        for round in 0..<500 {
            var random = TransportRandom(seed: UInt64(round))
            let bytes = random.bytes(Int.random(in: 0...60, using: &random))
            for format in [AVCSequenceParameters(bytes[...])?.format, HEVCSequenceParameters(bytes[...])?.format] {
                if let format { #expect(format.width! > 0 && format.height! > 0) }
            }
            for codec in [MediaCodec.aac, .aacLATM, .mp3, .ac3, .eac3] {
                if let frame = AudioFrame(codec, in: [0xFF, 0xFB, 0x0B, 0x77] + bytes, at: Int(round & 3)) {
                    #expect(frame.length > 0 && frame.ticks > 0)
                }
            }
        }
    }

    @Test func `Frames of audio tell their length and time`() throws {
        let aac = try #require(AudioFrame(.aac, in: SampleMedia.adts(frames: 1), at: 0))
        #expect(aac.length == 107 && aac.ticks == 1920 && aac.format.channels == 2)
        // MPEG-1 layer III, 128 kbit/s, 44.1 kHz, padded, joint stereo.
        let mp3 = try #require(AudioFrame(.mp3, in: [0xFF, 0xFB, 0x92, 0x64], at: 0))
        #expect(mp3.length == 418 && mp3.samples == 1152 && mp3.sampleRate == 44_100)
        // MPEG-2 layer III, 64 kbit/s, 22.05 kHz, mono.
        let low = try #require(AudioFrame(.mp3, in: [0xFF, 0xF3, 0x80, 0xC0], at: 0))
        #expect(low.length == 208 && low.samples == 576 && low.sampleRate == 22_050 && low.format.channels == 1)
        // AC-3, 384 kbit/s, 48 kHz, 3/2 with bass.
        let ac3 = try #require(AudioFrame(.ac3, in: [0x0B, 0x77, 0, 0, 0x1C, 0x40, 0xE1, 0], at: 0))
        #expect(ac3.length == 1536 && ac3.ticks == 2880 && ac3.format.channels == 6)
        // E-AC-3, 768 bytes, 48 kHz, six blocks, 3/2 with bass.
        let eac3 = try #require(AudioFrame(.eac3, in: [0x0B, 0x77, 0x01, 0x7F, 0x3F, 0x86, 0, 0], at: 0))
        #expect(eac3.length == 768 && eac3.samples == 1536 && eac3.format.codecs == "ec-3" && eac3.format.channels == 6)
    }

    @Test func `Private data is told by its descriptors`() {
        let examples: [(descriptors: [UInt8], codec: MediaCodec, language: String?)] = [
            ([0x6A, 1, 0], .ac3, nil),
            ([0x7A, 1, 0], .eac3, nil),
            ([0x05, 4] + Array("HEVC".utf8), .h265, nil),
            ([0x59, 8] + Array("deu".utf8) + [0x10, 0, 1, 0, 1], .other(streamType: 6), "deu"),
            ([0x56, 5] + Array("FRA".utf8) + [9, 0], .other(streamType: 6), "fra"),
            ([0x0A, 200, 1], .other(streamType: 6), nil),
        ]
        for example in examples {
            let descriptors = StreamDescriptors(example.descriptors[...])
            #expect(descriptors.codec(streamType: 6) == example.codec)
            #expect(descriptors.language == example.language)
        }
        #expect(StreamDescriptors([0x09, 2, 1, 2, 0x52, 1, 5]).kept == [0x52, 1, 5])
    }
}
