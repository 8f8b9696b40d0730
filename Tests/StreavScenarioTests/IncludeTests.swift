import StreavScenario
import Testing

@Suite("Includes")
struct IncludeTests {
    private struct Missing: Error, CustomStringConvertible {
        var description: String { "no such file" }
    }

    private func loader(_ files: [String: String]) -> ScenarioLoader {
        ScenarioLoader { path, _ in
            guard let text = files[path] else { throw Missing() }
            return Array(text.utf8)
        }
    }

    private func refusal(_ files: [String: String], _ name: String = "a.yaml") -> ScenarioError? {
        do throws(ScenarioError) {
            _ = try loader(files).load(name)
            return nil
        } catch {
            return error
        }
    }

    private static let base = """
        name: base
        duration: 1m
        platform: { channels: 5, popularity: { zipf: 2 }, window: 9 }
        cohorts: [{ name: tv, kind: hls, population: 1 }, { name: box, kind: mpegts, population: 2 }]
        thresholds: { qoe.startup_ms: p95 < 1, qoe.zap_ms: [p95 < 2, p99 < 3] }

        """

    @Test("what comes later wins, key by key in tables and as a whole elsewhere")
    func precedence() throws {
        let scenario = try loader([
            "base.yaml": Self.base,
            "a.yaml": """
            include: base.yaml
            name: top
            platform: { channels: 7, popularity: { zipf: 1 } }
            cohorts: [{ name: only, kind: api, population: 3 }]
            thresholds: { qoe.zap_ms: p50 < 4 }
            """,
        ]).load("a.yaml")
        #expect(scenario.name == "top")
        #expect(scenario.duration == .seconds(60))
        #expect(scenario.platform == PlatformPlan(channels: 7, zipf: 1, window: 9))
        #expect(scenario.cohorts.map(\.name) == ["only"])
        #expect(scenario.thresholds.map(\.description) == ["qoe.startup_ms: p95 < 1", "qoe.zap_ms: p50 < 4"])
    }

    @Test("of several includes the later wins, and the file over all of them")
    func several() throws {
        let scenario = try loader([
            "base.yaml": Self.base, "b.yaml": "duration: 2m\nseed: 2\nconverge: 2s", "c.yaml": "duration: 3m\nseed: 3",
            "a.yaml": "include: [base.yaml, b.yaml, c.yaml]\nseed: 4",
        ]).load("a.yaml")
        #expect(scenario.duration == .seconds(180))
        #expect(scenario.seed == 4)
        #expect(scenario.converge == .seconds(2))
    }

    @Test("files are sought beside the file that names them")
    func relative() throws {
        let files = [
            "runs/a.yaml": "include: parts/b.yaml", "runs/parts/b.yaml": "include: ../../shared/./base.yaml",
            "shared/base.yaml": Self.base, "/etc/runs/a.yaml": "include: ../base.yaml", "/etc/base.yaml": Self.base,
        ]
        #expect(try loader(files).load("runs/a.yaml").name == "base")
        #expect(try loader(files).load("/etc/runs/a.yaml").name == "base")
    }

    @Test("a built-in scenario may be included by its name")
    func builtIn() throws {
        let scenario = try loader(["a.yaml": "include: smoke\nname: mine\nduration: 10s"]).load("a.yaml")
        let smoke = try loader([:]).load("smoke")
        #expect(scenario.name == "mine")
        #expect(scenario.cohorts == smoke.cohorts)
    }

    @Test("a part of a scenario need not be whole")
    func parts() throws {
        let scenario = try loader([
            "a.yaml": "include: [load.yaml]\nname: a\nduration: 1m",
            "load.yaml": "cohorts: [{ name: tv, kind: hls, population: 1 }]",
        ]).load("a.yaml")
        #expect(scenario.cohorts.count == 1)
    }

    @Test("the place of a mistake is in the file that makes it")
    func places() throws {
        let files = [
            "a.yaml": "include: [base.yaml, b.yaml]", "base.yaml": Self.base,
            "b.yaml": "\n\nplatform: { channels: 0 }",
        ]
        let error = try #require(refusal(files))
        #expect(error.location == SourceLocation(.file("b.yaml"), line: 3, column: 23))
        #expect(error.description.hasPrefix("b.yaml:3:23: platform.channels: "))
    }

    @Test("circles are refused, whatever the way round")
    func circles() throws {
        let own = try #require(refusal(["a.yaml": "name: a\ninclude: ./x/../a.yaml"]))
        #expect(own.kind == .include)
        #expect(own.path == "include")
        #expect((own.location.line, own.location.column) == (2, 10))
        #expect(refusal(["a.yaml": "include: b.yaml", "b.yaml": "include: [a.yaml]"])?.kind == .include)
        #expect(refusal(["./a.yaml": "include: b.yaml", "b.yaml": "include: [a.yaml]"], "./a.yaml")?.kind == .include)
    }

    @Test("one file may be included twice where there is no circle")
    func diamond() throws {
        let scenario = try loader([
            "a.yaml": "include: [b.yaml, c.yaml]", "b.yaml": "include: base.yaml", "c.yaml": "include: base.yaml",
            "base.yaml": Self.base,
        ]).load("a.yaml")
        #expect(scenario.name == "base")
    }

    @Test("depth and number are bounded")
    func bounds() throws {
        var files: [String: String] = [:]
        for index in 0..<20 { files["f\(index).yaml"] = "include: f\(index + 1).yaml" }
        let deep = try #require(refusal(files, "f0.yaml"))
        #expect(deep.kind == .tooLarge)
        #expect(deep.location.origin == .file("f7.yaml"))

        let many = Array(repeating: "base.yaml", count: ScenarioLimits.includes + 1).joined(separator: ",")
        #expect(refusal(["a.yaml": "include: [\(many)]", "base.yaml": Self.base])?.kind == .tooLarge)
        func six(_ name: String) -> String { Array(repeating: name, count: 6).joined(separator: ",") }
        let tree = [
            "a.yaml": "include: [\(six("b.yaml"))]", "b.yaml": "include: [\(six("c.yaml"))]", "c.yaml": Self.base,
        ]
        let wide = try #require(refusal(tree))
        #expect(wide.kind == .tooLarge)
    }

    @Test("only a relative path or a built-in name is an include")
    func refused() {
        #expect(refusal(["a.yaml": "include: /etc/passwd"])?.kind == .include)
        #expect(refusal(["a.yaml": "include: ''"])?.kind == .include)
        #expect(refusal(["a.yaml": "include: { a: b }"])?.kind == .wrongForm)
        #expect(refusal(["a.yaml": "include: b.yaml", "b.yaml": "[]"])?.kind == .wrongForm)
        #expect(refusal(["a.yaml": "include: b.yaml"])?.kind == .unreadable)
        #expect(refusal(["a.yaml": "include: b.yaml"])?.location.origin == .file("b.yaml"))
    }

    @Test("a name that is neither a scenario nor a file is refused with what is nearest")
    func slips() throws {
        let slip = try #require(refusal([:], "prime-tme"))
        #expect(slip.kind == .unknownName)
        #expect(slip.description.contains("did you mean `prime-time`?"))
        let file = try #require(refusal([:], "mine.yaml"))
        #expect(file.kind == .unreadable)
        #expect(file.description.contains("no such file"))
    }

    @Test("text stands for itself: it includes nothing but built-in scenarios")
    func text() throws {
        #expect(try Scenario(text: "include: smoke").name == "smoke")
        #expect(Sample.refusal("include: b.yaml")?.kind == .unreadable)
    }

    @Test("the reader of files is told how much is enough")
    func limit() throws {
        let loader = ScenarioLoader { _, limit in
            #expect(limit == ScenarioLimits.fileBytes)
            return Array(Self.base.utf8)
        }
        #expect(try loader.load("a.yaml").name == "base")
    }
}
