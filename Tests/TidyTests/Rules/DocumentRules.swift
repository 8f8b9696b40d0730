import Testing

@Suite("Document rules")
struct DocumentRules {
    @Test("ARCHITECTURE.md has a line in its table for every target")
    func architecture() throws {
        let document = try #require(SourceTree.file("ARCHITECTURE.md"), "ARCHITECTURE.md is missing")
        let rows = document.lines.map(\.text).filter { $0.hasPrefix("|") }
        let benchmarks = SourceTree.benchmarks.map { String($0.split(separator: "/").last ?? "") }
        for name in SourceTree.folders(in: "Sources") + SourceTree.folders(in: "Simulator") + benchmarks {
            #expect(rows.contains { $0.contains("`\(name)`") }, "No table row names `\(name)`")
        }
    }

    @Test("docs/configuration.md names the environment variables that the code reads, and no other")
    func configuration() throws {
        let document = try #require(SourceTree.file("docs/configuration.md"), "docs/configuration.md is missing")
        let written = Set(
            document.lines.filter { $0.text.hasPrefix("|") }
                .flatMap { $0.text.matches(of: /`(STREAV_[A-Z0-9_]+)`/).map { String($0.1) } })
        var read: Set<String> = []
        for file in SourceTree.product {
            read.formUnion(file.text.matches(of: /"(STREAV_[A-Z0-9_]+)"/).map { String($0.1) })
        }
        #expect(written == read, "Missing: \(read.subtracting(written)). Too many: \(written.subtracting(read)).")
    }

    @Test("docs/metrics.md names every metric that the code has, and no other")
    func metrics() throws {
        let document = try #require(SourceTree.file("docs/metrics.md"), "docs/metrics.md is missing")
        let rows = document.lines.map(\.text).filter { $0.hasPrefix("|") }
        let written = rows.compactMap {
            $0.firstMatch(of: /^\| `((?:streav|process)_[a-z0-9_]+)` \|/).map { String($0.1) }
        }
        #expect(Set(written).count == written.count, "A metric has two rows")
        var registered: Set<String> = []
        for file in SourceTree.product {
            let names = file.text.matches(of: /"((?:streav|process)_[a-z0-9_]*[a-z0-9])"/)
            registered.formUnion(names.map { String($0.1) })
        }
        let difference = Set(written).symmetricDifference(registered)
        #expect(difference.isEmpty, "On one side only: \(difference.sorted())")
        for row in rows where row.contains("_total` |") { #expect(row.contains("| counter |"), "\(row)") }
    }

    @Test("docs/requirements.md has a row for every requirement that code or tests cite")
    func requirements() throws {
        let document = try #require(SourceTree.file("docs/requirements.md"), "docs/requirements.md is missing")
        let rows = document.lines.map(\.text).filter { $0.hasPrefix("|") }
        let explained = Set(rows.flatMap { Self.citations(in: $0.dropFirst().prefix { $0 != "|" }) })
        #expect(!explained.isEmpty)
        for file in SourceTree.swift where !file.path.hasPrefix("Tests/TidyTests/") {
            let unknown = Self.citations(in: file.text[...]).subtracting(explained)
            #expect(unknown.isEmpty, "\(file.path) cites \(unknown.sorted())")
        }
    }

    private static func citations(in text: Substring) -> Set<String> {
        Set(
            text.matches(of: /\b(?:HLS-\d{2}|(?:FO|FAN|SLOW)-\d{1,2}|INV-[A-Z]+|[FS]\d{2})\b/).map {
                String($0.output)
            })
    }

    @Test("Every relative link of the documents leads to a file", arguments: documents)
    func links(_ path: String) throws {
        let document = try #require(SourceTree.file(path), "\(path) is missing")
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        for match in document.text.matches(of: /\]\(([^)#\s]+)(#[^)]*)?\)/) where !match.1.contains(":") {
            let target = folder.isEmpty ? String(match.1) : folder + "/" + match.1
            #expect(SourceTree.exists(target), "\(path) points to \(match.1)")
        }
    }

    @Test("Every goal of the Makefile is explained in README.md or CONTRIBUTING.md")
    func goals() throws {
        let makefile = try #require(SourceTree.file("Makefile"))
        let text = ["README.md", "CONTRIBUTING.md"].compactMap { SourceTree.file($0)?.text }.joined()
        let goals = makefile.text.matches(of: /(?m)^([a-z]+):/).map { String($0.1) }
        #expect(goals.contains("run"))
        for goal in goals where goal != "help" {
            #expect(text.contains("make \(goal)"), "make \(goal) is not explained")
        }
    }

    static let documents = [
        "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "fixtures/README.md", "docs/deployment.md",
        "docs/operations.md", "docs/threat-model.md",
    ]
}
