import Foundation
import NIOCore
import StreavMedia
import Testing

/// The judgement of players that people use, on one platform, all at once.
@Suite("Players", .sharedSimulator, .timeLimit(.minutes(3)))
struct PlayerTests {
    @Test(
        "ffmpeg decodes HLS and MPEG-TS without a word",
        arguments: [
            Programme(1, .hls, seconds: 30, rate: 25), Programme(2, .ts, seconds: 30, rate: 25),
            Programme(4, .ts, seconds: 30, rate: 30_000.0 / 1001), Programme(10, .hls, seconds: 10, rate: 25),
            Programme(10, .ts, seconds: 10, rate: 25), Programme(12, .hls, seconds: 10, rate: 0),
            Programme(12, .ts, seconds: 10, rate: 0),
        ])
    func ffmpeg(_ programme: Programme) async throws {
        let outcome = try await Players.ffmpeg(try programme.address, seconds: Int(programme.seconds))
        #expect(outcome.complaints(tolerating: ToleratedLines.ffmpeg) == [])
        #expect(outcome.status == 0)
        let report = try FFmpegReport(outcome.output)
        #expect(abs(report.seconds - programme.seconds) < 0.1)
        #expect(abs(Double(report.frames) - programme.seconds * programme.rate) <= 1)
        #expect(report.repeated == 0)
        #expect(report.dropped == 0)
    }

    @Test(
        "VLC shows HLS and MPEG-TS",
        arguments: [
            Programme(1, .hls, seconds: 30, rate: 25), Programme(4, .ts, seconds: 30, rate: 30_000.0 / 1001),
            Programme(10, .hls, seconds: 10, rate: 25), Programme(10, .ts, seconds: 10, rate: 25),
            Programme(12, .hls, seconds: 10, rate: 0), Programme(12, .ts, seconds: 10, rate: 0),
        ])
    func vlc(_ programme: Programme) async throws {
        let outcome = try await VLCPlayer.watch(try programme.address, for: .seconds(programme.seconds))
        #expect(outcome.complaints == [])
        #expect(outcome.status == 0)
        let statistics = outcome.statistics
        #expect(statistics.demuxcorrupted == 0)
        #expect(statistics.demuxdiscontinuity == 0)
        // The machine may be busy with other tests; a stream that is at fault loses far more.
        #expect(Double(outcome.displayed) >= 0.9 * programme.seconds * programme.rate, "\(statistics)")
        #expect(statistics.lostpictures <= statistics.displayedpictures / 20, "\(statistics)")
        // AAC has 1024 samples a frame.
        #expect(Double(outcome.played) >= 0.9 * programme.seconds * 48_000 / 1024, "\(statistics)")
        #expect(statistics.lostabuffers <= statistics.playedabuffers / 20, "\(statistics)")
    }

    @Test("The endless stream starts with tables and a key frame, and its clock, tables and counters are regular")
    func endlessStream() async throws {
        let address = try SharedSimulator.stream(3).ts
        var first = Duration.seconds(60)
        for _ in 1...5 {
            let start = ContinuousClock.now
            let (head, connection) = try await RawHTTPClient().open(address)
            _ = try await connection.read(atLeast: 3 * 188, within: .seconds(5))
            first = min(first, ContinuousClock.now - start)
            connection.close()
            #expect(head.status == 200)
            #expect(head["Content-Type"] == "video/mp2t")
        }
        #expect(first < .milliseconds(300))

        let (_, connection) = try await RawHTTPClient().open(address)
        defer { connection.close() }
        var survey = TransportSurvey()
        let end = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < end {
            let piece = try await connection.read(atLeast: 64 * 1024, within: .milliseconds(500))
            #expect(!piece.hasEnded)
            survey.read(piece.bytes)
        }
        #expect(survey.firstPIDs.prefix(2) == [0, 0x1000])
        #expect(survey.startsAtRandomAccess == true)
        #expect(survey.firstUnitIsRandomAccess == true)
        #expect(survey.tracks.map(\.codec) == [.h264, .aac])
        #expect(survey.faults.values.reduce(0, +) == 0, "\(survey.faults)")
        #expect(survey.lostSync == 0)
        #expect(survey.continuityErrors == 0)
        #expect(survey.discontinuities == 0)
        #expect(survey.clocksBackwards == 0)
        #expect(survey.largestClockStep <= 2_700_000, "PCR: at most 100 ms apart")
        #expect(survey.largestTableStep <= 13_500_000, "PAT and PMT: at most 500 ms apart")
        // Up to a group of pictures more than the time it was read, as it starts at a key frame that has passed.
        #expect((28.5...33).contains(survey.duration), "\(survey.duration)")
        #expect(survey.units >= 28 * 50, "50 pictures a second, and the sound")
    }

    @Test("A stream that starts on demand is there within ten seconds, and stops when nobody watches")
    func onDemand() async throws {
        let stream = try SharedSimulator.stream(11)
        let simulator = try SharedSimulator.process
        let start = ContinuousClock.now
        async let transport = RawHTTPClient(patience: .seconds(15)).open(stream.ts)
        let playlist = try await RawHTTPClient(patience: .seconds(15)).get(stream.hls)
        #expect(playlist.status == 200)
        let (head, connection) = try await transport
        #expect(head.status == 200)
        let bytes = try await connection.read(atLeast: 188 * 3, within: .seconds(10)).bytes
        connection.close()
        #expect(bytes.count >= 188 * 3)
        #expect(ContinuousClock.now - start < .seconds(10))

        let variants = try PlaylistParser().parseMultivariant(.init(string: playlist.text)).variants
        let variant = try HTTPAddress(stream.hls).resolve(try #require(variants.first).uri)
        let list = try PlaylistParser().parseMedia(.init(string: try await RawHTTPClient().get(variant.text).text))
        let segment = try await RawHTTPClient().get(variant.resolve(try #require(list.segments.first).uri).text)
        #expect(segment.status == 200)
        #expect(segment.body.count > 188 && segment.body.first == 0x47)

        // Half a minute after the last viewer's session.
        let onAir = "{\"event\":\"live-stream.onAir\",\"stream\":\(stream.id)}"
        let idle = "{\"event\":\"live-stream.idle\",\"stream\":\(stream.id)}"
        let hasStopped = try await eventually(within: .seconds(90)) {
            simulator.events.drop { $0 != onAir }.contains(idle)
        }
        #expect(hasStopped)
    }

    @Test("curl gets playlists compressed")
    func compression() async throws {
        let address = try SharedSimulator.stream(5).hls
        let multivariant = try await curl(address)
        let variants = try PlaylistParser().parseMultivariant(.init(string: multivariant)).variants
        let media = try await curl(try HTTPAddress(address).resolve(try #require(variants.first).uri).text)
        #expect(try PlaylistParser().parseMedia(.init(string: media)).targetDuration > 0)
    }

    /// The body, which was gzipped on its way.
    private func curl(_ address: String) async throws -> String {
        let outcome = try await ToolProcess.run(
            "curl", ["--silent", "--show-error", "--fail", "--compressed", "--dump-header", "-", address],
            within: .seconds(15))
        #expect(outcome.status == 0, "\(outcome.standardError)")
        let parts = outcome.output.split(separator: "\r\n\r\n", maxSplits: 1)
        let head = try RawHTTPResponse(head: String(parts[0]))
        #expect(head["Content-Encoding"] == "gzip")
        #expect(head["Content-Type"] == "application/vnd.apple.mpegurl")
        return parts.count == 2 ? String(parts[1]) : ""
    }
}
