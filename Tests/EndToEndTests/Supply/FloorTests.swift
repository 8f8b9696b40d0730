import Foundation
import Testing

/// S55: versions with a known advisory are refused. The script itself is run, on staged versions.
@Suite("Floors of the dependencies", .timeLimit(.minutes(2)))
struct FloorTests {
    private static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func floors(_ arguments: [String]) async throws -> (status: Int32, said: String) {
        let outcome = try await ToolProcess.run(
            root.appendingPathComponent("scripts/floors.sh").path, arguments, within: .seconds(60))
        return (outcome.status, outcome.standardError)
    }

    /// Files of the given texts, in a folder that is removed afterwards.
    private static func withFiles(
        _ texts: [String: String], _ body: ([String: String]) async throws -> Void
    ) async throws {
        let folder = try ToolProcess.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var paths: [String: String] = [:]
        for (name, text) in texts {
            let file = folder.appendingPathComponent(name)
            try text.write(to: file, atomically: true, encoding: .utf8)
            paths[name] = file.path
        }
        try await body(paths)
    }

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The lines of the table: ecosystem, package, lowest version, advisory, reason.
    private static func table() throws -> [[String]] {
        try text("scripts/floors.tsv").split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    }

    @Test("S55: what is pinned and installed here is above every floor")
    func present() async throws {
        let (status, said) = try await Self.floors([])
        #expect(status == 0, "\(said)")
        #expect(said.contains("packages are at or above their floors"), "\(said)")
    }

    @Test("S55: every floor names an advisory and says why it matters")
    func advisories() throws {
        let table = try Self.table()
        #expect(table.count >= 10)
        for line in table {
            try #require(line.count == 5, "\(line)")
            #expect(
                line[3].split(separator: " ").allSatisfy { $0.contains(/^(GHSA(-[0-9a-z]{4}){3}|CVE-\d{4}-\d{4,})$/) })
            #expect(line[4].count > 20 && line[2].contains(/^[0-9]/), "\(line)")
        }
        #expect(Set(table.map { $0[0] + $0[1] }).count == table.count)
    }

    @Test("S55: an old Swift package is refused, with its advisory")
    func oldPin() async throws {
        let pins = try Self.text("Package.resolved")
        let line = try #require(pins.firstMatch(of: /"identity" : "swift-nio",[^}]*"version" : "([0-9.]+)"/))
        let whole = String(line.0)
        let old = whole.replacingOccurrences(of: "\"version\" : \"\(line.1)\"", with: "\"version\" : \"2.100.9\"")
        #expect(old != whole)
        try await Self.withFiles(["resolved": pins.replacingOccurrences(of: whole, with: old)]) { paths in
            let (status, said) = try await Self.floors(["--resolved", paths["resolved"] ?? ""])
            #expect(status == 1)
            #expect(said.contains("swift-nio 2.100.9 is older than 2.101.0 (GHSA-qcc5-f287-vgmq"), "\(said)")
        }
        // A branch has no version that could be compared.
        let branch = whole.replacingOccurrences(of: "\"version\" : \"\(line.1)\"", with: "\"branch\" : \"main\"")
        try await Self.withFiles(["resolved": pins.replacingOccurrences(of: whole, with: branch)]) { paths in
            let (status, said) = try await Self.floors(["--resolved", paths["resolved"] ?? ""])
            #expect(status == 1)
            #expect(said.contains("swift-nio is pinned to no version"), "\(said)")
        }
    }

    @Test("S55: an old library of the system is refused, as Debian orders versions")
    func oldLibrary() async throws {
        let floors = try Self.table().filter { $0[0] == "debian-12" }
        #expect(floors.count >= 5)
        let installed = floors.map { "\($0[1]) \($0[2])" }.joined(separator: "\n") + "\n"
        try await Self.withFiles([
            "equal": installed,
            // A tilde comes before nothing at all.
            "older": installed.replacingOccurrences(of: "libssl3 3.0.19-1~deb12u2", with: "libssl3 3.0.19-1~deb12u1"),
            "newer": installed.replacingOccurrences(of: "libssl3 3.0.19-1~deb12u2", with: "libssl3 3.0.19-1"),
        ]) { paths in
            for (name, expected) in [("equal", Int32(0)), ("older", 1), ("newer", 0)] {
                let (status, said) = try await Self.floors(
                    ["--release", "debian-12", "--installed", paths[name] ?? ""])
                #expect(status == expected, "\(name): \(said)")
                #expect(said.contains("libssl3 3.0.19-1~deb12u1 is older than") == (name == "older"), "\(said)")
            }
        }
    }

    @Test("S55: a table that says nothing, or what nobody uses, is refused")
    func uselessTables() async throws {
        let line = "swift\tswift-nio\t2.0.0\tCVE-2020-0001\tfor a test\n"
        try await Self.withFiles([
            "empty": "# nothing\n",
            "unused": line + line.replacingOccurrences(of: "swift-nio", with: "no-such-package"),
            "short": "swift\tswift-nio\t2.0.0\n",
        ]) { paths in
            for (name, reason) in [
                ("empty", "no floor that applies"), ("unused", "remove the line"), ("short", "fewer than five columns"),
            ] {
                let (status, said) = try await Self.floors(["--floors", paths[name] ?? ""])
                #expect(status == 1 && said.contains(reason), "\(said)")
            }
        }
    }
}
