import Foundation
import StreavLocal
import StreavPorts
import Testing

/// `streav-cli`, the program, beside a platform that runs.
@Suite("streav-cli beside a running platform", .timeLimit(.minutes(3)))
struct CommandLineTests {
    private func run(
        _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> (code: Int32?, output: String, errors: String) {
        let child = try ChildProcess(BuiltProgram.path("streav-cli"), arguments, environment: environment)
        let code = try await child.end(within: .seconds(60))
        return (code, String(decoding: child.standardOutput, as: UTF8.self), child.standardError)
    }

    @Test("It works on a simulator's folder while that runs, and its nodes hear of what was changed")
    func simulator() async throws {
        let folder = try ToolProcess.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try await SimulatorProcess.with(Fixtures.option + ["--data", folder.path]) { simulator in
            let world = SeededWorld(
                simulator: simulator, accessTokens: try SeededWorld.accessTokens(in: folder))
            try await world.awaitStreams([1])
            let data = ["--data", folder.path]
            let status = try await run(["status"] + data)
            #expect(status.code == 0, "\(status.output)\(status.errors)")
            let token = try await run(["subscriber", "token", "demo", "--output", "json"] + data)
            #expect(token.output.contains(try #require(world.accessTokens["demo"])))

            let banned = try await run(["subscriber", "set-status", "demo", "banned", "--yes"] + data)
            #expect(banned.code == 0, "\(banned.errors)")
            let address = try world.live("demo", "1.m3u8")
            #expect(try await eventually { try await RawHTTPClient().get(address).status == 403 })
            _ = try await run(["subscriber", "set-status", "demo", "active"] + data)
            #expect(try await eventually { try await RawHTTPClient().get(address).status == 200 })

            // A backup of what runs goes into another database, and is the same from there.
            let first = folder.appendingPathComponent("first.backup").path
            let second = folder.appendingPathComponent("second.backup").path
            #expect(try await run(["backup", first] + data).code == 0)
            let environment = ["STREAV_DATABASE_URL": "sqlite:\(folder.path)/other.sqlite"]
            #expect(try await run(["migrate"], environment: environment).code == 0)
            let restored = try await run(["restore", first], environment: environment)
            #expect(restored.code == 0, "\(restored.errors)")
            #expect(try await run(["backup", second], environment: environment).code == 0)
            #expect(
                try Data(contentsOf: URL(fileURLWithPath: first))
                    == Data(contentsOf: URL(fileURLWithPath: second)))
        }
    }

    private func eventually(_ isSo: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<60 {
            if try await isSo() { return true }
            try await StreavClock.system.sleep(for: .milliseconds(250))
        }
        return false
    }
}
