import Foundation
import Testing

/// What streav-sim says when it is asked for something that cannot be.
@Suite("Usage errors")
struct UsageErrorTests {
    /// Runs it to its end, which must come at once: nothing on standard output, a sentence on standard error.
    static func refusal(_ arguments: [String], status: Int32, says words: [String]) async throws {
        let child = try SimulatorProcess.launch(arguments)
        let end = try await child.end(within: .seconds(20))
        if end == nil { child.send(signal: SIGKILL) }
        #expect(end == status, "\(arguments): \(child.standardError)")
        #expect(child.standardOutput.isEmpty, "\(arguments)")
        for word in words {
            #expect(child.standardError.contains(word), "\(arguments) should say \(word): \(child.standardError)")
        }
        for trace in ["Fatal error", "Thread 0", ".swift:", "DatabaseError(", "Optional("] {
            #expect(!child.standardError.contains(trace), "\(arguments): \(child.standardError)")
        }
    }

    @Test(
        "Wrong options end with 2 and a sentence",
        arguments: [
            (["--no-such-option"], ["--no-such-option"]), (["frobnicate"], ["frobnicate"]),
            (["--streaming-port", "70000"], ["--streaming-port", "65535"]),
            (["--streaming-port", "-1"], ["--streaming-port"]), (["--api-port", "x"], ["--api-port"]),
            (["--management-port"], ["--management-port"]),
            (["--management-port", "8181", "--api-port", "8181"], ["differ"]), (["--seed", "-3"], ["--seed"]),
            (["--log-level", "loud"], ["loud"]), (["--source", "no-address"], ["--source"]),
            (["--source", "=http://127.0.0.1/"], ["--source"]), (["--source", "Name="], ["--source"]),
            (["--fixtures", "/nonexistent"], ["--fixtures", "/nonexistent"]),
            (["--backend", "quantum"], ["--backend"]), (["--backend", "production"], ["STREAV_DATABASE_URL"]),
            (["--backend", "production", "--data", "/nonexistent"], ["--data", "STREAV_DATABASE_URL"]),
            (["--countries", "/nonexistent.mmdb"], ["--countries", "/nonexistent.mmdb"]),
        ])
    func options(_ arguments: [String], _ words: [String]) async throws {
        try await Self.refusal(arguments, status: 2, says: words)
    }

    @Test("Help and version end with 0", arguments: [["--help"], ["help"]])
    func help(_ arguments: [String]) async throws {
        let child = try SimulatorProcess.launch(arguments)
        #expect(try await child.end(within: .seconds(20)) == 0 || arguments == ["help"])
    }

    @Test(
        "Schemes that are no sources are refused at the start, with what to do instead",
        arguments: [
            ("https://example.com/live.ts", "TLS"), ("ftp://example.com/x.ts", "Accepted are"),
            ("rtmp://example.com/live", "Accepted are"), ("gopher://127.0.0.1/x", "Accepted are"),
            ("concat:a.ts|b.ts", "Accepted are"), ("data:video/mp2t;base64,AAAA", "Accepted are"),
            ("live.ts", "Accepted are"), ("file:relative.ts", "absolute"),
            ("file:/nonexistent/clip.ts", "cannot be read (No such file"),
            ("http://", "address"), ("http:///x.ts", "address"), ("http://127.0.0.1:99999/x.ts", "port"),
        ])
    func schemes(_ address: String, _ word: String) async throws {
        try await Self.refusal(["--empty", "--source", "Own=\(address)"], status: 2, says: ["--source Own", word])
    }

    @Test(
        "Addresses where no source can be are refused, however they are written (S34)",
        arguments: [
            "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/x.ts", "http://0.0.0.0/x.ts",
            "http://[::]/x.ts",
            "http://[fe80::1]/x.ts", "http://[fd00:ec2::254]/x.ts", "http://[::ffff:169.254.169.254]/x.ts",
            "http://2852039166/x.ts", "http://0xa9fea9fe/x.ts", "http://0251.0376.0251.0376/x.ts", "http://10.7/x.ts",
            "http://user:secret@169.254.0.7/x.ts", "http://224.0.0.1/x.ts", "http://255.255.255.255/x.ts",
        ])
    func forbiddenAddresses(_ address: String) async throws {
        let child = try SimulatorProcess.launch(["--empty", "--source", "Own=\(address)"])
        let end = try await child.end(within: .seconds(20))
        if end == nil { child.send(signal: SIGKILL) }
        #expect(end == 2, "\(address): \(child.standardError)")
        #expect(child.standardError.contains("--source Own: "))
        #expect(!child.standardError.contains("secret"))
    }
}
