import Foundation

/// A tool that runs to its end, or to a deadline.
enum ToolProcess {
    struct Outcome: Sendable {
        /// 128 and more for a signal.
        let status: Int32
        let standardOutput: Data
        let standardError: String
        /// True when the deadline ended it.
        let wasCutOff: Bool

        var output: String { String(decoding: standardOutput, as: UTF8.self) }

        /// The lines that it complained with, but for blank ones and those that match one of the tolerated texts.
        func complaints(tolerating tolerated: [String] = []) -> [String] {
            standardError.split(whereSeparator: \.isNewline).map(String.init).filter { line in
                !line.allSatisfy(\.isWhitespace) && !tolerated.contains { line.contains($0) }
            }
        }
    }

    /// - Parameters:
    ///   - limit: After it the tool gets SIGTERM, and SIGKILL 5 s later.
    ///   - isUnprivileged: True to run it as `nobody` when the tests run as root: VLC refuses to be root.
    static func run(
        _ tool: String, _ arguments: [String], within limit: Duration, isUnprivileged: Bool = false,
        environment: [String: String] = [:]
    ) async throws -> Outcome {
        let (child, home) = try launch(tool, arguments, isUnprivileged: isUnprivileged, environment: environment)
        defer { if let home { try? FileManager.default.removeItem(at: home) } }
        return try await withTaskCancellationHandler {
            let ended = try await child.end(within: limit)
            if ended == nil { try await child.stop(within: .seconds(5)) }
            return Outcome(
                status: child.status, standardOutput: child.standardOutput, standardError: child.standardError,
                wasCutOff: ended == nil)
        } onCancel: {
            child.send(signal: SIGKILL)
        }
    }

    /// Starts a tool that the caller ends.
    ///
    /// - Returns: The process, and the unprivileged user's home, which the caller removes afterwards.
    static func launch(
        _ tool: String, _ arguments: [String], isUnprivileged: Bool = false, environment: [String: String] = [:]
    ) throws -> (child: ChildProcess, home: URL?) {
        guard isUnprivileged && getuid() == 0 else {
            return (try ChildProcess(tool, arguments, environment: environment), nil)
        }
        let home = try temporaryFolder(mode: 0o777)
        let identity = ["--reuid=65534", "--regid=65534", "--clear-groups", "--"]
        let places = ["HOME": home.path, "XDG_RUNTIME_DIR": home.path, "TMPDIR": home.path]
        let child = try ChildProcess(
            "setpriv", identity + [tool] + arguments, environment: environment.merging(places) { $1 })
        return (child, home)
    }

    /// A new folder below the system's temporary one. The caller removes it.
    static func temporaryFolder(mode: Int = 0o700) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("streav-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.path)
        return folder
    }
}
