import Foundation
import FoundationXML
import Testing

/// `streav-sim load` as a CI job uses it: scenarios, verdicts and exit codes.
@Suite("Load runs", .serialized, .timeLimit(.minutes(5)))
struct LoadTests {
    /// A scenario in a file, for as long as the body lasts.
    private static func with<Value>(
        _ text: String, _ body: (_ path: String, _ folder: URL) async throws -> Value
    ) async throws -> Value {
        let folder = try ToolProcess.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("mine.yaml")
        try Data(text.utf8).write(to: path)
        return try await body(path.path, folder)
    }

    private static func scenario(
        duration: String = "8s", cohorts: String, thresholds: String = "{}", more: String = ""
    ) -> String {
        """
        name: mine
        seed: 3
        duration: \(duration)
        platform: { channels: 2, movies: 2, segment: 2s, window: 6 }
        cohorts:
        \(cohorts)
        thresholds: \(thresholds)
        \(more)
        """
    }

    private static let tv = "  - { name: tv, kind: hls, population: 4 }"

    @Test("0: smoke holds, within a minute, and leaves reports that programs and people read")
    func smoke() async throws {
        let folder = try ToolProcess.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try await LoadProcess.run(["smoke", "--report", folder.path])
        let verdict = try run.verdict()
        #expect(run.status == 0 && verdict.exitCode == 0 && verdict.findings == [], "\(run.standardError)")
        let report = try JSONSerialization.jsonObject(
            with: Data(contentsOf: folder.appendingPathComponent("report.json")))
        let cohorts = try #require((report as? [String: Any])?["cohorts"] as? [[String: Any]])
        #expect(cohorts.compactMap { $0["name"] as? String } == ["tv", "zapper", "box", "film", "file", "app"])
        let junit = try XMLDocument(contentsOf: folder.appendingPathComponent("junit.xml"))
        #expect(try junit.nodes(forXPath: "//testcase").count >= 12)
        #expect(try junit.nodes(forXPath: "//failure").isEmpty)
        let page = try String(contentsOf: folder.appendingPathComponent("report.html"), encoding: .utf8)
        #expect(page.contains("All held.") && !page.contains("http://") && !page.contains("https://"))
        for name in ["summary.md", "events.ndjson"] {
            #expect(try !Data(contentsOf: folder.appendingPathComponent(name)).isEmpty)
        }
    }

    @Test(
        "2: what makes no sense is said with its place, and nothing is run",
        arguments: [
            ("cohorts: [{ name: tv, kind: hsl, population: 1 }]", "hls"),
            ("cohortz: []", "cohorts"),
            (
                "cohorts: [{ name: tv, kind: hls, population: 1 }]\nthresholds: { qoe.startup: \"p95 < 1\" }",
                "qoe.startup_ms"
            ),
            ("cohorts: [{ name: desk, kind: dashboard, population: 1 }]", "dashboard"),
            ("cohorts: [{ name: tv, kind: hls, population: 1 }]\nclock: virtual", "virtual"),
        ])
    func usage(_ text: String, _ hint: String) async throws {
        try await Self.with("name: mine\nduration: 5s\n\(text)\n") { path, _ in
            let run = try await LoadProcess.run([path])
            #expect(run.status == 2 && run.standardOutput.isEmpty)
            #expect(run.standardError.contains(hint), "\(run.standardError)")
        }
        #expect(try await LoadProcess.run(["no-such-scenario"]).status == 2)
    }

    @Test("10: a threshold that fails, and an event that never happened, with the command that repeats it")
    func threshold() async throws {
        let text = Self.scenario(
            cohorts: Self.tv, thresholds: "{ \"qoe.startup_ms\": \"p50 < 0.001\" }", more: "sometimes: [viewer.zapped]")
        try await Self.with(text) { path, folder in
            let run = try await LoadProcess.run([path, "--report", folder.path])
            let verdict = try run.verdict()
            #expect(run.status == 10 && verdict.findings.count == 2, "\(run.standardError)")
            #expect(verdict.findings.contains { $0.contains("qoe.startup_ms") })
            #expect(verdict.findings.contains { $0.contains("viewer.zapped") })
            #expect(verdict.command.contains("--seed 3"))
            let junit = try XMLDocument(contentsOf: folder.appendingPathComponent("junit.xml"))
            #expect(try junit.nodes(forXPath: "//failure").count == 2)
        }
    }

    @Test("11: a server that breaks the rules of playlists is found out")
    func invariant() async throws {
        let origin = try ScriptedOrigin { request, second in
            // The sequence number falls in the fifth second.
            request.hasSuffix(".m3u8")
                ? .playlist(sequence: second < 5 ? 100 + second / 2 : 50, segments: 6, target: 2)
                : .segment(bytes: 20_000)
        }
        defer { origin.stop() }
        try await Self.with(Self.scenario(duration: "10s", cohorts: Self.tv)) { path, _ in
            let run = try await LoadProcess.run([
                path, "--target", "http://127.0.0.1:\(origin.port)", "--subscriber", "a:b", "--channel", "1",
            ])
            let verdict = try run.verdict()
            #expect(run.status == 11, "\(run.standardError)")
            #expect(verdict.findings.first?.contains("INV-SEQ") == true)
        }
    }

    @Test("12: a platform that is not as before in the time it has after its faults")
    func unconverged() async throws {
        let text = Self.scenario(
            duration: "10s", cohorts: Self.tv,
            more: """
                faults: [{ at: 2s, do: source.stall, for: 7s }]
                healBy: 9s
                converge: 1ms
                """)
        try await Self.with(text) { path, folder in
            let run = try await LoadProcess.run([path, "--report", folder.path])
            #expect(run.status == 12, "\(run.standardError)")
            #expect(try run.verdict().findings.first?.contains("channels are not on air") == true)
            let junit = try XMLDocument(contentsOf: folder.appendingPathComponent("junit.xml"))
            #expect(try junit.nodes(forXPath: "//testcase[@name='INV-CONV']/failure").count == 1)
        }
    }

    @Test("0: cache, broker, database, clients and a node break, and every invariant holds")
    func everythingBreaks() async throws {
        let words = [
            "cache.lost", "cache.slow", "cache.forgetful", "broker.down", "broker.duplicating", "broker.reordering",
            "database.slow", "database.busy", "database.readonly", "database.down", "clients.silent", "clients.slow",
            "node.kill", "node.drain",
        ]
        let text = """
            name: mine
            seed: 3
            duration: 50s
            platform: { channels: 4, movies: 2, nodes: 2 }
            cohorts:
              - { name: tv, kind: hls, population: 8, dwell: 12s }
              - { name: box, kind: mpegts, population: 6, dwell: 12s }
              - { name: app, kind: api, population: 4 }
              - { name: lapse, kind: hls, population: 2, persona: lapsing }
              - { name: lapse-ts, kind: mpegts, population: 2, persona: lapsing }
              - { name: sharer, kind: hls, population: 2, persona: sharer }
            faults:
              - { at: 3s, do: cache.lost, for: 2s }
              - { at: 6s, do: cache.slow, latency: 300ms, for: 2s }
              - { at: 9s, do: cache.forgetful, share: 0.5, for: 4s }
              - { at: 14s, do: broker.down, for: 3s }
              - { at: 18s, do: broker.duplicating, for: 3s }
              - { at: 18s, do: broker.reordering, share: 0.9, for: 3s }
              - { at: 22s, do: database.slow, latency: 200ms, for: 2s }
              - { at: 25s, do: database.busy, share: 0.7, for: 3s }
              - { at: 29s, do: database.readonly, for: 3s }
              - { at: 33s, do: database.down, for: 3s }
              - { at: 37s, do: clients.silent, cohort: box, share: 0.3 }
              - { at: 37s, do: clients.slow, cohort: box, share: 0.7, for: 3s }
              - { at: 15s, do: node.kill, node: 2, for: 10s }
              - { at: 38s, do: node.drain, node: 2, for: 8s }
            healBy: 47s
            sometimes: [\(words.map { "fault.\($0)" }.joined(separator: ", ")), viewer.cut-off]
            """
        try await Self.with(text) { path, _ in
            let run = try await LoadProcess.run([path])
            #expect(run.status == 0, "\(run.standardError)")
        }
    }

    @Test("14: more viewers than the machine can drive give no verdict")
    func saturated() async throws {
        // A machine without descriptors is one that cannot: quicker than one without a processor.
        let text = Self.scenario(duration: "6s", cohorts: "  - { name: tv, kind: hls, population: 400 }")
        try await Self.with(text) { path, _ in
            let origin = try ScriptedOrigin { request, second in
                request.hasSuffix(".m3u8")
                    ? .playlist(sequence: 100 + second / 2, segments: 6, target: 2) : .segment(bytes: 20_000)
            }
            defer { origin.stop() }
            let run = try await LoadProcess.run(
                [
                    path, "--target", "http://127.0.0.1:\(origin.port)", "--subscriber", "a:b", "--channel", "1",
                ], descriptors: 120)
            #expect(run.status == 14, "\(run.standardError)")
            #expect(try run.verdict().findings.contains { $0.contains("descriptor") })
        }
    }

    @Test("15: a platform that does not start")
    func noPlatform() async throws {
        try await Self.with(Self.scenario(cohorts: Self.tv)) { path, folder in
            let run = try await LoadProcess.run([path, "--fixtures", folder.path])
            #expect(run.status == 2 || run.status == 15, "\(run.standardError)")
            let dead = try await LoadProcess.run([
                path, "--target", "http://no-such-host.invalid:1", "--subscriber", "a:b", "--channel", "1",
            ])
            #expect(dead.status == 15, "\(dead.standardError)")
        }
    }

    @Test("130: interrupted, the platform ends in order and there is no verdict but that")
    func interrupted() async throws {
        try await Self.with(Self.scenario(duration: "60s", cohorts: Self.tv)) { path, _ in
            let run = try await LoadProcess.run([path], signal: (after: "mine, seed", number: SIGINT))
            #expect(run.status == 130, "\(run.standardError)")
        }
    }

    @Test("A source that is reset and one that stalls are noticed, and viewers come through")
    func faults() async throws {
        let text = Self.scenario(
            duration: "20s",
            cohorts: "  - { name: tv, kind: hls, population: 6 }\n  - { name: box, kind: mpegts, population: 2 }",
            thresholds: "{ \"qoe.start_failure_rate\": \"rate == 0\", \"qoe.playback_failure_rate\": \"rate == 0\" }",
            more: """
                faults:
                  - { at: 3s, do: source.reset, channel: 1 }
                  - { at: 6s, do: source.stall, channel: 1, for: 4s }
                healBy: 12s
                sometimes: [fault.source.reset, fault.source.stall, viewer.saw-discontinuity]
                """)
        try await Self.with(text) { path, _ in
            let run = try await LoadProcess.run([path])
            let verdict = try run.verdict()
            #expect(!verdict.findings.contains { $0.contains("fault.source") }, "\(verdict.findings)")
            #expect(run.status == 0, "\(run.standardError)")
        }
    }

    @Test("The built-in scenarios are listed and explained, and each is one that can be run")
    func builtIns() async throws {
        let list = try await LoadProcess.run([], verb: "scenarios")
        let names = list.standardOutput.split(separator: "\n").compactMap {
            $0.split(separator: " ").first.map(String.init)
        }
        #expect(names.contains("smoke") && names.count == 9)
        for name in names {
            let text = try await LoadProcess.run([name], verb: "scenarios").standardOutput
            try await Self.with(text) { path, _ in
                // One second of it: everything in it is understood.
                let run = try await LoadProcess.run(
                    [path, "--target", "http://no-such-host.invalid:1", "--subscriber", "a:b", "--channel", "1"])
                #expect(
                    run.status == 15 || run.standardError.contains("faults are for a platform"),
                    "\(name): \(run.standardError)")
            }
        }
    }
}
