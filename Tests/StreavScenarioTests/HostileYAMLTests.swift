import StreavScenario
import Testing

@Suite("Hostile scenario files")
struct HostileYAMLTests {
    private func refusal(of bytes: [UInt8]) -> ScenarioError? {
        do throws(ScenarioError) {
            _ = try ScenarioLoader { _, _ in bytes }.load("hostile.yaml")
            return nil
        } catch {
            return error
        }
    }

    @Test("aliases that multiply are refused before they do")
    func billionLaughs() {
        var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
        for level in 1...9 {
            let uses = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ",")
            text += "a\(level): &a\(level) [\(uses)]\n"
        }
        #expect(Sample.refusal(text)?.kind == .tooLarge)
        #expect(Sample.refusal(text + "? *a9\n: 1\n")?.kind == .tooLarge)
    }

    @Test("as many aliases as are allowed cannot multiply beyond the number of values")
    func boundedAliases() {
        let wide = Array(repeating: "x", count: 9000).joined(separator: ",")
        let text = "a: &a [\(wide)]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n"
        #expect(Sample.refusal(text)?.kind == .tooLarge)
    }

    @Test("an alias of what contains it is refused")
    func circle() {
        #expect(Sample.refusal("a: &a [*a]\n")?.kind == .malformed)
        #expect(Sample.refusal("a: *nowhere\n")?.kind == .malformed)
    }

    @Test(
        "nesting is bounded, in every way to nest",
        arguments: [
            String(repeating: "[", count: 100_000),
            String(repeating: "{a: ", count: 100_000),
            String(repeating: "- ", count: 100_000),
            "a: " + String(repeating: "[", count: 100) + String(repeating: "]", count: 100),
            "a: " + String(repeating: "[", count: 20) + String(repeating: "]", count: 20),
            "a: " + String(repeating: "[\"]\", ", count: 900) + String(repeating: "]", count: 900),
            (0..<400).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n"),
            String(repeating: "? ", count: 5000),
        ])
    func nesting(_ text: String) {
        let kind = Sample.refusal(text)?.kind
        #expect(kind == .tooLarge || kind == .malformed)
    }

    @Test("a file may be so large and no larger")
    func size() {
        let comment = [UInt8](repeating: UInt8(ascii: "#"), count: ScenarioLimits.fileBytes + 1)
        #expect(refusal(of: comment)?.kind == .tooLarge)
        #expect(refusal(of: [UInt8](comment.dropLast()))?.kind == .wrongForm)
    }

    @Test("values, and the number of them, are bounded")
    func values() {
        let long = String(repeating: "x", count: ScenarioLimits.valueBytes + 1)
        #expect(Sample.refusal("name: \(long)")?.kind == .tooLarge)
        let many = Array(repeating: "1", count: ScenarioLimits.values).joined(separator: ",")
        #expect(Sample.refusal("cohorts: [\(many)]")?.kind == .tooLarge)
        let cohorts = Array(repeating: "{}", count: ScenarioLimits.cohorts + 1).joined(separator: ",")
        let error = Sample.refusal("name: a\nduration: 1s\ncohorts: [\(cohorts)]")
        #expect(error?.kind == .tooLarge)
        #expect(error?.path == "cohorts")
    }

    @Test("a key of a table stands once, quoted or not")
    func duplicates() {
        #expect(Sample.refusal("name: a\nname: b")?.kind == .duplicate)
        #expect(Sample.refusal("name: a\n\"name\": b")?.kind == .duplicate)
        #expect(Sample.refusal("cohorts:\n  - { name: a, kind: hls, name: b }")?.location.line == 2)
    }

    @Test("keys are words, tags are none, and there is one document")
    func forms() {
        #expect(Sample.refusal("[a]: 1")?.kind == .malformed)
        #expect(Sample.refusal("{a: 1}: 1")?.kind == .malformed)
        #expect(Sample.refusal("name: !!python/object:os.system ls")?.kind == .malformed)
        #expect(Sample.refusal("name: !mine a")?.kind == .malformed)
        #expect(Sample.refusal("name: !!binary aGk=")?.kind == .malformed)
        #expect(Sample.refusal("name: a\n---\nname: b")?.kind == .malformed)
        #expect(Sample.refusal("<<: { name: a }")?.kind == .unknownKey)
    }

    @Test("a mistake in YAML itself is named by its line")
    func syntax() {
        let error = Sample.refusal("name: a\nduration: 10s\ncohorts: [\n")
        #expect(error?.kind == .malformed)
        #expect((error?.location.line ?? 0) >= 3)
        #expect(Sample.refusal("name: \"open")?.kind == .malformed)
        #expect(Sample.refusal("name: a\n\tduration: 1s")?.kind == .malformed)
        #expect(Sample.refusal("%YAML 9.9\n---\nname: a")?.kind == .malformed)
        #expect(Sample.refusal("name: a\u{0}b")?.kind == .malformed)
    }

    @Test("what is not UTF-8 is refused")
    func encoding() {
        #expect(refusal(of: [0xFF, 0xFE, 0x61, 0x00])?.kind == .malformed)
        #expect(refusal(of: Array("name: ".utf8) + [0xC3, 0x28])?.kind == .malformed)
        #expect(refusal(of: [])?.kind == .wrongForm)
    }

    @Test("a scenario spoiled anywhere is refused or read, and never crashes", arguments: 0..<4 as Range<UInt64>)
    func mutations(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let seeds = BuiltInScenario.all.map { Array($0.text.utf8) }
        let spice = Array("[]{}:,&*!|>'\"%@`#-? \n\t~0x\\".utf8) + [0x00, 0x80, 0xC3, 0xFF]
        var refused = 0
        for round in 0..<150 {
            var bytes = seeds[round % seeds.count]
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = spice.randomElement(using: &random) ?? 0
                case 1: bytes.insert(spice.randomElement(using: &random) ?? 0, at: place)
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + 20))
                default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 30)], at: place)
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            if let error = refusal(of: bytes) {
                refused += 1
                #expect(error.location.line >= 1 && !error.problem.isEmpty && !error.remedy.isEmpty)
            } else if let scenario = try? Scenario(text: text) {
                #expect((try? Scenario(text: scenario.resolvedText)) == scenario)
            }
        }
        #expect(refused > 0)
    }
}
