import Foundation
import Testing

/// Films as people watch them: from `streav-sim`, with players that know nothing of it.
@Suite("Films", .serialized, .timeLimit(.minutes(4)))
struct FilmTests {
    /// One movie of each file, with the file's name.
    private static func films(_ simulator: SimulatorProcess) throws -> [(movie: ReadyLine.Movie, file: URL)] {
        let catalogue = try JSONDecoder().decode(
            Catalogue.self, from: Data(contentsOf: Fixtures.folder.appendingPathComponent("catalogue/catalogue.json")))
        var seen: Set<String> = []
        return try simulator.ready.movies.compactMap { movie in
            guard let file = catalogue.movies.first(where: { $0.title == movie.title })?.file else {
                throw HarnessError("\(movie.title) is not in the catalogue")
            }
            return seen.insert(file).inserted ? (movie, Fixtures.folder.appendingPathComponent(file)) : nil
        }
    }

    private struct Catalogue: Decodable {
        struct Movie: Decodable {
            let title: String
            let file: String
        }

        let movies: [Movie]
    }

    private static func film(_ name: String, _ simulator: SimulatorProcess) throws -> ReadyLine.Movie {
        guard let found = try films(simulator).first(where: { $0.file.lastPathComponent == name }) else {
            throw HarnessError("No movie is bound to \(name)")
        }
        return found.movie
    }

    @Test("ffmpeg plays each of them over HLS and by ranges, without a word and as long as it is")
    func ffmpeg() async throws {
        try await SimulatorProcess.with { simulator in
            let films = try Self.films(simulator)
            #expect(films.count >= 8 && simulator.ready.movies.count == 24)
            for (movie, file) in films {
                let duration = try await Self.duration(file.path)
                // What comes before the beginning of this one is in its first segment.
                let lead = file.lastPathComponent == "tidal.mp4" ? 1.4 : 0
                #expect(abs(try await Self.duration(movie.hls) - duration - lead) <= 0.04, "\(file.lastPathComponent)")
                for address in [movie.hls, movie.mp4] {
                    let outcome = try await ToolProcess.run(
                        "ffmpeg", ["-nostdin", "-v", "warning", "-i", address, "-f", "null", "-"], within: .seconds(60))
                    #expect(outcome.status == 0)
                    let tolerated = lead > 0 ? ["non monotonically increasing dts to muxer in stream 1"] : []
                    #expect(outcome.complaints(tolerating: tolerated) == [], "\(address)")
                }
            }
        }
    }

    private static func duration(_ address: String) async throws -> Double {
        let lines = try await Players.probe(address, show: "duration", of: "format")
        return try #require(lines.first.flatMap { Double($0) })
    }

    @Test("ffmpeg finds the same pictures where it seeks to, in the file and over the network")
    func ffmpegSeeks() async throws {
        try await SimulatorProcess.with { simulator in
            for (movie, file) in try Self.films(simulator) where file.pathExtension == "mp4" {
                for second in [7, 3] {
                    let expected = try await Self.pictures(file.path, from: second)
                    #expect(expected.count > 5)
                    #expect(try await Self.pictures(movie.mp4, from: second) == expected, "\(file.lastPathComponent)")
                }
            }
        }
    }

    private static func pictures(_ input: String, from second: Int) async throws -> [Substring] {
        let outcome = try await ToolProcess.run(
            "ffmpeg",
            ["-nostdin", "-v", "error", "-ss", "\(second)", "-i", input, "-t", "1", "-an", "-f", "framemd5", "-"],
            within: .seconds(30))
        return outcome.output.split(separator: "\n").filter { $0.hasPrefix("0,") }
            .compactMap { $0.split(separator: ",").last }
    }

    @Test("curl resumes, and the whole file fetched in random ranges is the file")
    func curl() async throws {
        let folder = try ToolProcess.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let copy = folder.appendingPathComponent("film.mp4")
        try await SimulatorProcess.with { simulator in
            for (movie, file) in try Self.films(simulator).prefix(3) {
                let content = try Data(contentsOf: file)
                var cuts: Set<Int> = [0, content.count]
                for _ in 0..<12 { cuts.insert(Int.random(in: 1..<content.count)) }
                let sorted = cuts.sorted()
                var found = Data(count: content.count)
                for (lower, upper) in zip(sorted, sorted.dropFirst()).shuffled() {
                    let outcome = try await ToolProcess.run(
                        "curl", ["-sS", "--fail", "-o", copy.path, "--range", "\(lower)-\(upper - 1)", movie.mp4],
                        within: .seconds(10))
                    #expect(outcome.status == 0, "\(outcome.standardError)")
                    let part = try Data(contentsOf: copy)
                    try #require(part.count == upper - lower)
                    found.replaceSubrange(lower..<upper, with: part)
                }
                #expect(found == content)
            }
            let (movie, file) = try #require(try Self.films(simulator).first)
            try Data(contentsOf: file).prefix(100_000).write(to: copy)
            let outcome = try await ToolProcess.run(
                "curl", ["-sS", "--fail", "-C", "-", "-o", copy.path, movie.mp4], within: .seconds(10))
            #expect(outcome.status == 0)
            #expect(try Data(contentsOf: copy) == Data(contentsOf: file))
        }
    }

    @Test("VLC plays, seeks forward and back, and ends, over HLS and by ranges")
    func vlc() async throws {
        try await SimulatorProcess.with { simulator in
            let movie = try Self.film("harbour.mp4", simulator)
            for address in [movie.hls, movie.mp4] {
                let complaints = try await VLCPlayer.control(address) { vlc in
                    #expect(try await vlc.waits(within: .seconds(10)) { $0.length == 60 }, "\(address)")
                    for target in [40, 5, 30] {
                        try await vlc.seek(to: target)
                        #expect(
                            try await vlc.waits(within: .seconds(10)) { status in
                                // It goes to the beginning of a segment, then plays on.
                                ((target - 7)...(target + 8)).contains(status.time ?? -1) && status.state == "playing"
                            }, "\(address) \(target)")
                    }
                    #expect(try await vlc.status().stats?.demuxcorrupted == 0, "\(address)")
                    try await vlc.seek(to: 57)
                    #expect(try await vlc.waits(within: .seconds(20)) { $0.state == "stopped" }, "\(address)")
                }
                // A decoder whose pictures are thrown away by a seek complains; what reads the network must not.
                let others = complaints.filter { line in
                    line.contains(" error: ") && Self.readers.contains { line.contains(" \($0) ") }
                }
                #expect(others == [], "\(address)")
            }
            try await Self.expectNoDenials(simulator)
        }
    }

    /// The modules of VLC that fetch.
    private static let readers = ["http", "access", "adaptive", "stream", "prefetch", "cache_read"]

    @Test("A browser plays from the landing page, seeks forward and back, and ends, over HLS and by ranges")
    func browser() async throws {
        try await SimulatorProcess.with { simulator in
            let movie = try Self.film("harbour.mp4", simulator)
            try await WebDriver.with { browser in
                try await browser.open(simulator.ready.management)
                #expect(
                    try await browser.evaluate(
                        "return document.querySelectorAll('.film').length", as: Int.self) == 24)
                try await browser.run("document.querySelector('#movie-\(movie.id) .poster').scrollIntoView()")
                let hasPoster = try await eventually(within: .seconds(5)) {
                    try await browser.evaluate(
                        "return document.querySelector('#movie-\(movie.id) .poster').naturalWidth", as: Int.self) > 100
                }
                #expect(hasPoster)
                try await browser.run("document.querySelector('#movie-\(movie.id) [data-action=watch]').click()")
                try await Self.seekAndEnd(browser)
                try await browser.run("document.getElementById('video').src = '\(movie.mp4)'")
                try await browser.run("document.getElementById('video').play().catch(() => {})")
                try await Self.seekAndEnd(browser)
            }
            try await Self.expectNoDenials(simulator)
        }
    }

    private struct VideoState: Decodable {
        let time: Double
        let duration: Double?
        let frames: Int
        let ended: Bool
        let error: String?
    }

    private static let videoState = """
        const video = document.getElementById("video");
        return {
            time: video.currentTime, duration: isFinite(video.duration) ? video.duration : null,
            frames: video.getVideoPlaybackQuality().totalVideoFrames, ended: video.ended,
            error: video.error ? video.error.message : null,
        };
        """

    private static func seekAndEnd(_ browser: WebDriver) async throws {
        func reaches(_ limit: Duration, _ fits: (VideoState) -> Bool) async throws -> Bool {
            try await eventually(within: limit) {
                try await Task.sleep(for: .milliseconds(100))
                let state = try await browser.evaluate(videoState, as: VideoState.self)
                return state.error == nil && fits(state)
            }
        }
        #expect(try await reaches(.seconds(15)) { $0.time > 0.5 && $0.frames > 5 })
        let state = try await browser.evaluate(videoState, as: VideoState.self)
        #expect(abs((state.duration ?? 0) - 60) < 0.1)
        for target in [45, 5] {
            try await browser.run("document.getElementById('video').currentTime = \(target)")
            #expect(try await reaches(.seconds(15)) { $0.time > Double(target) + 0.5 && $0.time < Double(target) + 10 })
        }
        try await browser.run("document.getElementById('video').currentTime = 58.5")
        #expect(try await reaches(.seconds(15)) { $0.ended })
    }

    /// Nobody who was let in was turned away afterwards.
    private static func expectNoDenials(_ simulator: SimulatorProcess) async throws {
        let metrics = try await RawHTTPClient().get(simulator.ready.streaming + "/metrics").text
        for kind in ["4xx", "5xx"] {
            #expect(metrics.contains("streav_http_responses_total{class=\"\(kind)\"} 0\n"))
        }
    }

    @Test("A folder of one's own is served, and what can't be is said, with the reason")
    func ownFilms() async throws {
        let folder = try ToolProcess.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let source = Fixtures.folder.appendingPathComponent("movies/quarry.mp4")
        try FileManager.default.copyItem(at: source, to: folder.appendingPathComponent("My.Quarry.(1999).mp4"))
        try Data("nothing".utf8).write(to: folder.appendingPathComponent("notes.txt"))
        try await SimulatorProcess.with(["--empty", "--media", folder.path]) { simulator in
            #expect(simulator.ready.movies.map(\.title) == ["My Quarry"])
            let movie = try #require(simulator.ready.movies.first)
            let outcome = try await ToolProcess.run(
                "ffmpeg", ["-nostdin", "-v", "warning", "-i", movie.hls, "-f", "null", "-"], within: .seconds(60))
            #expect(outcome.status == 0 && outcome.complaints() == [])
            #expect(simulator.child.outputLines.contains { $0.contains("media.refused") && $0.contains("notes.txt") })
            #expect(simulator.standardError.contains("notes.txt"))
        }
        let missing = try SimulatorProcess.launch(["--media", folder.path + "/none"])
        #expect(try await missing.end(within: .seconds(20)) == 2)
        #expect(missing.standardError.contains("--media"))
    }
}
