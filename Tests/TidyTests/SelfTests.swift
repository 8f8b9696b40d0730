import Testing

/// The rules themselves: one that finds nothing because it sees nothing would be worse than none.
@Suite("The rules bite")
struct SelfTests {
    @Test(
        "Each ban finds what it forbids",
        arguments: [
            ("let now = Date()", "Time is asked of StreavClock"),
            ("let now = ContinuousClock().now", "Time is asked of StreavClock"),
            ("try await Task.sleep(for: .seconds(1))", "Only StreavClock sleeps"),
            ("let id = UUID()", "Randomness is drawn from Entropy"),
            ("let n = Int.random(in: 0..<4)", "Randomness is drawn from Entropy"),
            ("print(\"x\")", "Nothing prints"),
            ("Task { await run() }", "No task is unstructured"),
            ("Task<Void, Never> { await run() }", "No task is unstructured"),
            ("Task.detached { }", "No task is unstructured"),
            ("pthread_create(&thread, nil, run, nil)", "No task is unstructured"),
            ("final class StreamManager {", "No name says nothing"),
            ("public import Foundation", "Full Foundation stays out of the product"),
        ])
    func bansBite(_ code: String, _ name: String) throws {
        let ban = try #require(Ban.all.first { $0.name == name })
        #expect(
            try ban.findings(in: SourceFile(path: "Sources/X/Y.swift", text: "\n" + code)) == ["Sources/X/Y.swift:2"])
    }

    @Test(
        "No ban finds what is allowed",
        arguments: [
            "group.addTask { await run() }", "// Task { }", "let text = \"print(1) \\(Date())\"", "imprint(1)",
            "refreshDate()", "import FoundationEssentials", "try await clock.sleep(for: .seconds(1))",
            "loop.scheduleTask(in: deadline) {", "struct StreavManagementPage {", "value.print()",
            "/* Task.detached { /* nested */ print(1) */", "let raw = #\"a \"print(1)\" b\"#",
        ])
    func bansSpare(_ code: String) throws {
        for ban in Ban.all {
            #expect(try ban.findings(in: SourceFile(path: "Sources/X/Y.swift", text: code)).isEmpty, "\(ban.name)")
        }
    }

    @Test("The lexer keeps lines and columns and blanks the rest")
    func lexer() {
        let text = """
            let a = "x\\"y" // z
            let b = \"\"\"
                func no() {
                \"\"\"
            let c = "\\(f("q")) r"; g()
            """
        let code = SwiftLexer.code(of: text)
        let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 5)
        #expect(code.unicodeScalars.count == text.unicodeScalars.count)
        #expect(!code.contains("func"))
        #expect(!code.contains("z"))
        #expect(lines[4].hasSuffix("; g()"))
    }

    @Test("Functions are measured by their bodies, and requirements have none")
    func functions() {
        let text = """
            protocol P {
                func a()
                func b(_ c: () -> Void)
            }
            struct S: P {
                func a() {
                    if true { }
                }
                init(
                    x: Int = 1
                ) {
                    // one
                    // two
                }
            }
            """
        let found = FunctionFinder.functions(in: SourceFile(path: "S.swift", text: text))
        #expect(found.map(\.name) == ["a", "init"])
        #expect(found.map(\.lineCount) == [3, 4])
    }

    @Test("The manifest is read with layers, paths and targets of its own")
    func manifest() {
        let manifest = Manifest(
            """
                    // Layer 0: C.
                    .systemLibrary(name: "CX", pkgConfig: "x", providers: [.apt(["x-dev"])]),
                    // Layer 1: values.
                    library("A", ["CX", outside]),
                    library(
                        "B",
                        [
                            "A", outside,
                        ], path: "Simulator/B"),
                    // Tests: a folder per target.
                    tests("ATests", ["A"]),
            """)
        #expect(manifest.targets.map(\.name) == ["CX", "A", "B"])
        #expect(manifest.targets.map(\.layer) == [0, 1, 1])
        #expect(manifest.target("B")?.path == "Simulator/B")
        #expect(manifest.closure(of: "B") == ["A", "B", "CX"])
    }
}
