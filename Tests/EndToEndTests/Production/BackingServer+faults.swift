import Foundation

extension BackingServer {
    /// As a power failure would: all its processes, at once.
    func kill() async throws {
        let all = try processes()
        // The first one makes the others.
        for process in all { _ = Foundation.kill(process, SIGKILL) }
        let isOver = try await eventually(within: .seconds(10)) { all.allSatisfy { !Self.isThere($0) } }
        guard isOver else { throw HarnessError("\(kind.rawValue) outlives SIGKILL") }
    }

    /// Holds all its processes still meanwhile, as a machine does that is out of breath: its sockets stay open.
    func held<Value>(_ body: () async throws -> Value) async throws -> Value {
        var held: [Int32] = []
        defer { for process in held { _ = Foundation.kill(process, SIGCONT) } }
        // Until there is none that was made before the one that made it was held.
        while true {
            let more = try processes().filter { !held.contains($0) }
            if more.isEmpty { break }
            for process in more { _ = Foundation.kill(process, SIGSTOP) }
            held += more
        }
        return try await body()
    }

    /// A statement on the test's own connection, as the superuser, by PostgreSQL's client; what it prints.
    @discardableResult
    func psql(_ statement: String) async throws -> String {
        let outcome = try await ToolProcess.run("psql", try arguments(statement), within: .seconds(20))
        guard outcome.status == 0 else { throw HarnessError("psql \(statement): \(outcome.standardError)") }
        return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The same, for one that goes on.
    func startPSQL(_ statement: String) throws -> ChildProcess {
        try ChildProcess("psql", try arguments(statement))
    }

    private func arguments(_ statement: String) throws -> [String] {
        let port = try text("port")
        return [
            "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--host=\(folder.path)", "--port=\(port)",
            "--username=streav", "--dbname=streav", "--command=\(statement)",
        ]
    }

    private func text(_ file: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The server's processes: the one whose number stands in its folder, and all that it made, parents first.
    private func processes() throws -> [Int32] {
        guard let first = Int32(try text("pid")), Self.isThere(first) else {
            throw HarnessError("\(kind.rawValue) does not run")
        }
        var children: [Int32: [Int32]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: "/proc") {
            guard let process = Int32(name), let parent = Self.state(of: process)?.parent else { continue }
            children[parent, default: []].append(process)
        }
        var found = [first]
        var next = 0
        while next < found.count {
            found += children[found[next]] ?? []
            next += 1
        }
        return found
    }

    /// One that has ended and that nobody has asked about is not.
    private static func isThere(_ process: Int32) -> Bool {
        state(of: process).map { $0.letter != "Z" } ?? false
    }

    private static func state(of process: Int32) -> (letter: Substring, parent: Int32)? {
        // The name before may hold anything.
        guard let line = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let end = line.lastIndex(of: ")")
        else { return nil }
        let words = line[line.index(after: end)...].split(separator: " ")
        guard words.count > 1, let parent = Int32(words[1]) else { return nil }
        return (words[0], parent)
    }
}
