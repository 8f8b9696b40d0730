import Foundation
import Testing

/// Players that people use, for a minute, on a channel that is computed and delivered by the platform.
@Suite("Players on a synthetic channel", .timeLimit(.minutes(3)))
struct SyntheticPlayerTests {
    private static let seconds = 60
    private static let rate = 25

    /// A platform with one channel, which has been on air for as long as its playlists need to be full.
    private static func withChannel(_ body: (SimulatorProcess, ReadyLine.LiveStream) async throws -> Void) async throws
    {
        let source = "News One=synthetic:7?name=News%20One&size=640x360"
        try await SimulatorProcess.with(["--empty", "--source", source]) { simulator in
            let stream = try #require(simulator.ready.liveStreams.first { $0.name == "News One" })
            try await Task.sleep(for: .seconds(20))
            try await body(simulator, stream)
        }
    }

    @Test("ffprobe, ffmpeg, VLC and a browser show it, without a complaint")
    func everybody() async throws {
        try await Self.withChannel { simulator, stream in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await Self.probe(stream.hls) }
                group.addTask { try await Self.probe(stream.ts) }
                group.addTask { try await Self.ffmpeg(stream.hls) }
                group.addTask { try await Self.ffmpeg(stream.ts) }
                group.addTask { try await Self.vlc(stream.hls) }
                group.addTask { try await Self.browser(simulator, stream) }
                group.addTask { try await Self.pictures(stream.ts) }
                try await group.waitForAll()
            }
        }
    }

    private static func probe(_ address: String) async throws {
        let found = try await Players.probe(address, show: "codec_name,width,height,sample_rate")
        #expect(Set(found.filter { !$0.isEmpty }) == ["h264,640,360", "aac,48000"], "\(found)")
    }

    private static func ffmpeg(_ address: String) async throws {
        let outcome = try await Players.ffmpeg(address, seconds: seconds)
        #expect(outcome.complaints(tolerating: ToleratedLines.ffmpeg) == [])
        #expect(outcome.status == 0)
        let report = try FFmpegReport(outcome.output)
        #expect(abs(report.frames - seconds * rate) <= 1)
        #expect(report.repeated == 0 && report.dropped == 0)
    }

    private static func vlc(_ address: String) async throws {
        let outcome = try await VLCPlayer.watch(address, for: .seconds(seconds))
        #expect(outcome.complaints == [])
        #expect(outcome.status == 0)
        let statistics = outcome.statistics
        #expect(statistics.demuxcorrupted == 0 && statistics.demuxdiscontinuity == 0)
        #expect(outcome.displayed >= seconds * rate * 9 / 10, "\(statistics)")
    }

    private struct Playing: Decodable {
        let time: Double
        let frames: Int
        let corrupted: Int
    }

    private static let playing = """
        const video = document.getElementById("video");
        const quality = video.getVideoPlaybackQuality();
        return {
            time: video.currentTime, frames: quality.totalVideoFrames, corrupted: quality.corruptedVideoFrames,
        };
        """

    private static func browser(_ simulator: SimulatorProcess, _ stream: ReadyLine.LiveStream) async throws {
        try await WebDriver.with { browser in
            try await browser.open(simulator.ready.management)
            try await browser.run("document.querySelector(\"#stream-\(stream.id) [data-action=watch]\").click()")
            let starts = try await eventually(within: .seconds(15)) {
                try await Task.sleep(for: .milliseconds(200))
                return try await browser.evaluate(playing, as: Playing.self).time > 1
            }
            #expect(starts)
            let start = try await browser.evaluate(playing, as: Playing.self)
            try await Task.sleep(for: .seconds(seconds))
            let end = try await browser.evaluate(playing, as: Playing.self)
            #expect(end.time - start.time >= Double(seconds) * 0.9)
            #expect(end.frames - start.frames >= seconds * rate * 9 / 10)
            #expect(end.corrupted == 0)
        }
    }

    /// What is decoded now is the channel that was asked for, and was captured a moment ago.
    private static func pictures(_ address: String) async throws {
        let (count, width, size) = (50, 640, 640 * 360)
        let outcome = try await ToolProcess.run(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-i", address, "-map", "0:v", "-vf", "extractplanes=y", "-frames:v",
                "\(count)", "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "gray", "-",
            ], within: .seconds(60))
        #expect(outcome.complaints() == [])
        let now = Date()
        try #require(outcome.standardOutput.count == size * count)
        let readings = (0..<count).map { number in
            CardReader(Data(outcome.standardOutput[number * size..<(number + 1) * size]), width: width).reading
        }
        #expect(Set(readings.map(\.title)) == ["7NEWS ONE"])
        let reader = DateFormatter()
        reader.dateFormat = "yyyy-MM-dd HH:mm:ss"
        reader.timeZone = TimeZone(identifier: "UTC")
        let times = try readings.map { reading in
            let whole = try #require(reader.date(from: "\(reading.date) \(reading.clock)"), "\(reading)")
            return whole.timeIntervalSince1970 + Double(try #require(Int(reading.frame))) / Double(rate)
        }
        for (earlier, later) in zip(times, times.dropFirst()) { #expect(abs(later - earlier - 0.04) < 0.001) }
        let age = now.timeIntervalSince1970 - times[count - 1]
        // It joins at the last key frame, and is a few seconds behind while it looks at what it gets.
        #expect((-1...15).contains(age), "\(age) s old")
    }
}
