import Foundation
import Testing

/// On-demand HLS as ffmpeg sees it, against ffmpeg's own reading of the files.
@Suite("Packaged movies")
struct PackagedMovieTests {
    struct Movie: Sendable, CustomTestStringConvertible {
        let name: String
        /// Shown before the beginning: a file that was cut within a group of pictures begins at its key frame.
        var lead = 0.0
        var tolerated: [String] = []

        var testDescription: String { name }
    }

    static let movies = [
        Movie(name: "harbour.mp4"), Movie(name: "lantern.mp4"), Movie(name: "meridian.mp4"),
        Movie(name: "orchard.mp4"), Movie(name: "portrait.mp4"), Movie(name: "quarry.mp4"), Movie(name: "signal.mp4"),
        // What ffmpeg says of its own output where sound begins later than the picture. The timestamps in the segments
        // are those of the file: that is tested apart.
        Movie(name: "tidal.mp4", lead: 1.4, tolerated: ["non monotonically increasing dts to muxer in stream 1"]),
        Movie(name: "vinyl.m4a"),
    ]

    @Test("decode without a complaint, whole and each segment by itself (VOD-5, HLS-24)", arguments: movies)
    func decodes(_ movie: Movie) async throws {
        try await Self.withPackage(movie) { packaged in
            for file in [packaged.playlist] + packaged.segments {
                let outcome = try await ToolProcess.run(
                    "ffmpeg", ["-nostdin", "-v", "error", "-i", file, "-f", "null", "-"],
                    within: .seconds(60))
                #expect(outcome.status == 0, "\(file)")
                #expect(outcome.complaints(tolerating: movie.tolerated) == [], "\(file)")
            }
        }
    }

    @Test("show the very pictures of the file, in order (VOD-2)", arguments: movies)
    func showsSamePictures(_ movie: Movie) async throws {
        try await Self.withPackage(movie) { packaged in
            let original = try await Self.pictures(packaged.source.path)
            let shown = try await Self.pictures(packaged.playlist)
            #expect(shown.suffix(original.count) == original[...])
            #expect(movie.lead > 0 || shown.count == original.count)
        }
    }

    @Test("last as long as ffprobe says of the file, within 40 ms (VOD-3)", arguments: movies)
    func lastsAsLong(_ movie: Movie) async throws {
        try await Self.withPackage(movie) { packaged in
            let lines = try await Players.probe(packaged.source.path, show: "duration", of: "format")
            let duration = try #require(lines.first.flatMap { Double($0) })
            #expect(abs(try packaged.listedSeconds() - duration - movie.lead) <= 0.04)
        }
    }

    @Test("keep sound and pictures in step, as the file has them (VOD-3, VOD-5)", arguments: movies)
    func staysInStep(_ movie: Movie) async throws {
        try await Self.withPackage(movie) { packaged in
            let file = packaged.source.path
            let (pictures, shown) = (
                try await Self.times(file, "v:0").sorted(), try await Self.times(packaged.playlist, "v:0").sorted()
            )
            let (sounds, heard) = (try await Self.times(file, "a:0"), try await Self.times(packaged.playlist, "a:0"))
            #expect(heard.count > 100 || sounds.isEmpty)
            // One shift for all of them: the presentation may begin anywhere.
            let pairs = zip(pictures.reversed(), shown.reversed()).map { $1 - $0 }
            let shift = pairs.first ?? zip(sounds.reversed(), heard.reversed()).map { $1 - $0 }.first ?? 0
            #expect(pairs.allSatisfy { abs($0 - shift) < 0.001 })
            // A tick of 90 kHz, and what ffprobe rounds to.
            let known = sounds.sorted()
            for time in heard {
                let nearest = known.min { abs($0 + shift - time) < abs($1 + shift - time) } ?? .infinity
                #expect(abs(nearest + shift - time) < 0.001, "\(time)")
            }
        }
    }

    /// When the packets of a stream are presented, in seconds.
    private static func times(_ input: String, _ stream: String) async throws -> [Double] {
        let outcome = try await ToolProcess.run(
            "ffprobe",
            ["-v", "error", "-select_streams", stream, "-show_entries", "packet=pts_time", "-of", "csv=p=0", input],
            within: .seconds(30))
        return outcome.output.split(separator: "\n").compactMap { Double($0.prefix { $0 != "," }) }
    }

    /// A digest of each decoded picture; empty where there is no picture.
    private static func pictures(_ input: String) async throws -> [Substring] {
        let outcome = try await ToolProcess.run(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-i", input, "-map", "0:v?", "-map", "0:a?",
                "-fps_mode", "passthrough", "-f", "framemd5", "-",
            ], within: .seconds(60))
        // Pictures are the first stream where there are any.
        let hasPictures = outcome.output.contains("#media_type 0: video")
        guard hasPictures else { return [] }
        return outcome.output.split(separator: "\n").filter { $0.hasPrefix("0,") }
            .compactMap { $0.split(separator: ",").last }
    }

    private static func withPackage(_ movie: Movie, _ body: (PackagedMovie) async throws -> Void) async throws {
        let folder = try ToolProcess.temporaryFolder(mode: 0o755)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(PackagedMovie(movie.name, in: folder))
    }
}
