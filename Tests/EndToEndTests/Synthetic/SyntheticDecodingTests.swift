import Foundation
import StreavMedia
import Testing

/// A decoder that is not ours plays what is computed, and shows what it says.
@Suite struct SyntheticDecodingTests {
    private static func configuration(
        channel: UInt32 = 7, width: Int = 320, height: Int = 180, bitrate: Int? = nil,
        impairments: [SyntheticImpairment] = []
    ) throws -> SyntheticConfiguration {
        try SyntheticConfiguration(
            run: 1, channel: channel, name: "News One", width: width, height: height, bitrate: bitrate,
            impairments: impairments, seed: 1)
    }

    private func withClip(
        _ configuration: SyntheticConfiguration, seconds: Int, _ body: (SyntheticClip) async throws -> Void
    ) async throws {
        let folder = try ToolProcess.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(SyntheticClip(configuration, seconds: seconds, in: folder))
    }

    @Test(arguments: [(320, 180, nil), (320, 180, 500_000), (640, 360, 1_000_000), (720, 576, 4_000_000)])
    func `A minute is decoded without a complaint`(width: Int, height: Int, bitrate: Int?) async throws {
        let configuration = try Self.configuration(width: width, height: height, bitrate: bitrate)
        try await withClip(configuration, seconds: 60) { clip in
            let outcome = try await ToolProcess.run(
                "ffmpeg",
                ["-nostdin", "-v", "warning", "-xerror", "-err_detect", "explode", "-i", clip.path, "-f", "null", "-"],
                within: .seconds(120))
            #expect(outcome.status == 0)
            #expect(outcome.complaints() == [])
            let probe = try await ToolProcess.run(
                "ffprobe",
                [
                    "-v", "error", "-count_frames", "-show_entries",
                    "stream=codec_name,profile,width,height,avg_frame_rate,nb_read_frames", "-of", "csv=p=0", clip.path,
                ], within: .seconds(120))
            // Once for the programme, once by themselves.
            let streams = Set(probe.output.split(separator: "\n"))
            let sound = streams.first { $0.hasPrefix("aac") }
            #expect(streams.contains("h264,Constrained Baseline,\(width),\(height),25/1,1500"), "\(streams)")
            #expect(sound == "aac,LC,0/0,2813" || sound == "aac,LC,0/0,2812", "\(streams)")
        }
    }

    @Test(arguments: [(320, 180, 7 as UInt32), (640, 360, 42), (1_280, 720, 321)])
    func `The picture shows the channel and the time of each frame`(
        width: Int, height: Int, channel: UInt32
    ) async throws {
        let configuration = try Self.configuration(channel: channel, width: width, height: height)
        try await withClip(configuration, seconds: 16) { clip in
            // Over the end of a minute and of an hour.
            let pictures = try await clip.pictures(55, from: 9)
            for (number, picture) in pictures.enumerated() {
                let second = 9 + number / 25
                let frame = number % 25
                let digits = String(frame + 100).suffix(2)
                let expected = CardReader.Reading(
                    title: "\(channel)NEWS ONE", clock: second < 10 ? "13:59:59" : "14:00:0\(second - 10)",
                    date: "2026-11-26", frame: String(digits), bar: 76 * frame / 24)
                #expect(CardReader(picture, width: width).reading == expected)
            }
        }
    }

    @Test func `Cells are decoded to the brightness that was meant, without drift`() async throws {
        try await withClip(try Self.configuration(), seconds: 10) { clip in
            let allowed: Set<UInt8> = [32, 48, 80, 128, 208]
            for picture in try await clip.pictures(60, from: 5) {
                #expect(Set(picture).isSubset(of: allowed))
            }
        }
    }

    @Test(arguments: [
        SyntheticImpairment.Kind.codec, .resolution, .wrap, .burst, .timeJump, .missingTables, .silence, .slow,
    ])
    func `What goes wrong with the stream leaves every picture that comes whole`(
        kind: SyntheticImpairment.Kind
    ) async throws {
        let impairment = try SyntheticImpairment(kind, length: 6, period: 20)
        try await withClip(try Self.configuration(impairments: [impairment]), seconds: 40) { clip in
            let outcome = try await ToolProcess.run(
                "ffmpeg",
                [
                    "-nostdin", "-v", "error", "-i", clip.path, "-map", "0:v", "-fps_mode", "passthrough", "-c:v",
                    "rawvideo", "-f", "framecrc", "-",
                ], within: .seconds(60))
            #expect(outcome.status == 0)
            let lost = outcome.complaints(tolerating: ["non monotonically increasing dts"])
            #expect(lost == [])
            #expect(outcome.output.split(separator: "\n").filter { $0.hasPrefix("0,") }.count > 500)
        }
    }
}
