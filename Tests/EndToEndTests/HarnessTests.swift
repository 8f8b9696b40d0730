import Foundation
import Testing

/// What the other tests stand on.
@Suite("Harness")
struct HarnessTests {
    private static let clips = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("fixtures/clips")

    @Test("A tool's status, output and complaints are seen")
    func tools() async throws {
        let clip = Self.clips.appendingPathComponent("test-card.ts").path
        #expect(try await Players.probe(clip, show: "codec_name").contains("h264"))
        let fine = try await Players.ffmpeg(clip, seconds: 2)
        #expect(fine.status == 0)
        #expect(fine.complaints().isEmpty)
        let missing = try await Players.ffmpeg(clip + ".no", seconds: 2)
        #expect(missing.status != 0)
        #expect(!missing.complaints().isEmpty)
        #expect(missing.complaints(tolerating: ["No such file"]).isEmpty)
    }

    @Test("A tool that does not end is cut off")
    func cutOff() async throws {
        let outcome = try await ToolProcess.run("sleep", ["60"], within: .milliseconds(200))
        #expect(outcome.wasCutOff)
        #expect(outcome.status == 128 + SIGTERM)
    }

    @Test("VLC plays as an unprivileged user")
    func vlc() async throws {
        // The file lies where that user can read it, wherever the repository is.
        let folder = try ToolProcess.temporaryFolder(mode: 0o755)
        defer { try? FileManager.default.removeItem(at: folder) }
        let copy = folder.appendingPathComponent("clip.ts")
        try FileManager.default.copyItem(at: Self.clips.appendingPathComponent("colour-bars.ts"), to: copy)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: copy.path)
        let outcome = try await Players.vlc(copy.path, seconds: 3)
        #expect(outcome.status == 0, "\(outcome.standardError)")
        #expect(!outcome.wasCutOff)
        #expect(!outcome.standardError.contains("run as root"))
    }

    @Test("A browser opens pages, runs scripts and takes pictures")
    func browser() async throws {
        try await WebDriver.with { browser in
            try await browser.open("data:text/html,<title>Ready</title><h1>Ready</h1>")
            #expect(try await browser.evaluate("return document.title", as: String.self) == "Ready")
            #expect(try await browser.evaluate("return 1 + 1", as: Int.self) == 2)
            let picture = try await browser.screenshot()
            #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        }
    }

    @Test(
        "References resolve as in a browser",
        arguments: [
            ("media.m3u8", "http://127.0.0.1:8000/a/b/media.m3u8"), ("/media/1.ts", "http://127.0.0.1:8000/media/1.ts"),
            ("../c.ts?x=1/2", "http://127.0.0.1:8000/a/c.ts?x=1/2"), ("./d", "http://127.0.0.1:8000/a/b/d"),
            ("../../../e", "http://127.0.0.1:8000/e"), ("http://127.0.0.1:1/f", "http://127.0.0.1:1/f"),
        ])
    func references(_ reference: String, _ expected: String) throws {
        let base = try HTTPAddress("http://127.0.0.1:8000/a/b/list.m3u8?s=1")
        #expect(try base.resolve(reference).text == expected)
    }

    @Test("Bodies are read by length, by chunks, to the end, and piece by piece")
    func framing() throws {
        var ends: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        defer { close(ends[1]) }
        let server = RawHTTPStream(socket: ends[0])
        var client = RawHTTPStream(socket: ends[1])
        try server.write(Data("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX-A: 1\r\n\r\nabcHTTP/1.1 200 OK\r\n".utf8))
        try server.write(Data("Transfer-Encoding: chunked\r\n\r\n2;x=y\r\nde\r\nA\r\n0123456789\r\n0\r\n\r\n".utf8))
        let first = try client.readHead(method: "GET")
        #expect(first.status == 200)
        #expect(first["x-a"] == "1")
        #expect(try client.wholeBody() == Data("abc".utf8))
        _ = try client.readHead(method: "GET")
        #expect(try client.wholeBody() == Data("de0123456789".utf8))
        try server.write(Data("HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\n".utf8))
        #expect(try client.readHead(method: "HEAD").status == 404)
        #expect(try client.wholeBody().isEmpty)
        try server.write(Data("HTTP/1.1 200 OK\r\n\r\nlive".utf8))
        _ = try client.readHead(method: "GET")
        let piece = try client.readStream(atLeast: 100, within: .milliseconds(100))
        #expect(piece.bytes == Data("live".utf8))
        #expect(!piece.hasEnded)
        try server.write(Data("rest".utf8))
        close(ends[0])
        let last = try client.readStream(atLeast: 100, within: .seconds(5))
        #expect(last.bytes == Data("rest".utf8))
        #expect(last.hasEnded)
    }
}
