import Foundation

/// A streav-sim with the seeded world, and the access tokens of all its subscribers.
struct SeededWorld: Sendable {
    let simulator: SimulatorProcess
    let accessTokens: [String: String]

    /// Runs one around a body, with a data folder of its own.
    static func with<Value>(
        _ arguments: [String] = [], _ body: (SeededWorld) async throws -> Value
    ) async throws -> Value {
        let folder = try ToolProcess.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await SimulatorProcess.with(Fixtures.option + ["--data", folder.path] + arguments) { simulator in
            try await body(SeededWorld(simulator: simulator, accessTokens: try accessTokens(in: folder)))
        }
    }

    static func accessTokens(in folder: URL) throws -> [String: String] {
        let file = folder.appendingPathComponent("subscribers.json")
        return try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
    }

    /// - Parameter tail: `1.m3u8`, `1.ts`.
    func live(_ username: String, _ tail: String) throws -> String {
        guard let token = accessTokens[username] else { throw HarnessError("no subscriber \(username)") }
        return "\(simulator.ready.streaming)/live/\(username)/\(token)/\(tail)"
    }

    /// Waits until the live streams are on air, so that nobody waits for a playlist later.
    func awaitStreams(_ numbers: [Int]) async throws {
        for number in numbers {
            let answer = try await RawHTTPClient().get(try live("demo", "\(number).m3u8"))
            guard answer.status == 200 else { throw HarnessError("stream \(number): \(answer.status) \(answer.text)") }
        }
    }
}
