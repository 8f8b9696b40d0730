import Foundation
import Testing

/// S52 on the programs themselves: what the simulator is for is not there.
@Suite("No hook of the simulator in a deployment", .timeLimit(.minutes(3)))
struct TestHookTests {
    private static let components = ["management", "streaming", "api"]
    private static let secret = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

    /// The modules of the simulator, as they stand in the names of symbols: with their length before them.
    private static let modules = ["StreavSimulation", "StreavGenerator", "StreavScenario", "StreavLoad"]

    /// How often the symbols of a module, and its name in any text, occur in a program.
    private static func occurrences(of module: String, in program: String) async throws -> (symbols: Int, text: Int) {
        func count(_ word: String) async throws -> Int {
            let path = BuiltProgram.path(program)
            let outcome = try await ToolProcess.run("grep", ["-a", "-c", "-F", word, path], within: .seconds(60))
            // 1: it is nowhere.
            #expect(outcome.status <= 1, "\(outcome.standardError)")
            return Int(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
        }
        return (try await count("\(module.utf8.count)\(module)"), try await count(module))
    }

    @Test("S52: no symbol and no word of the simulator is linked", arguments: components)
    func symbols(_ component: String) async throws {
        for module in Self.modules {
            let found = try await Self.occurrences(of: module, in: "streav-\(component)")
            #expect(found.symbols == 0 && found.text == 0, "\(module)")
        }
        // What is looked for this way would be found.
        #expect(try await Self.occurrences(of: "StreavRuntime", in: "streav-\(component)").symbols > 0)
        for word in ["--seed", "on-loopback"] {
            let path = BuiltProgram.path("streav-\(component)")
            let outcome = try await ToolProcess.run("grep", ["-a", "-q", "-F", "--", word, path], within: .seconds(60))
            #expect(outcome.status == 1, "'\(word)' is in streav-\(component)")
        }
    }

    @Test("S52: the same look finds all of it in the simulator", arguments: modules)
    func simulator(_ module: String) async throws {
        #expect(try await Self.occurrences(of: module, in: "streav-sim").symbols > 0)
    }

    @Test("S52: no setting turns a clock, a seed or a fault", arguments: components)
    func settings(_ component: String) async throws {
        let path = BuiltProgram.path("streav-\(component)")
        let help = try await ToolProcess.run(path, ["--help"], within: .seconds(20))
        #expect(help.status == 0 && help.output.contains("STREAV_DATABASE_URL"))
        for word in ["seed", " fault", "clock", "simul", "scenario", "demo"] {
            #expect(!help.output.lowercased().contains(word), "'\(word)' is in the help")
        }
        for option in ["--seed", "--fault", "--clock", "--simulate", "--empty", "--household"] {
            let refused = try await ToolProcess.run(path, [option, "1"], within: .seconds(20))
            #expect(refused.status == 2, "\(option) is taken: \(refused.standardError)")
        }
    }

    @Test("S52: no address of the simulator answers", arguments: components)
    func routes(_ component: String) async throws {
        let folder = try ToolProcess.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = try await ProgramProcess.start(
            component,
            environment: [
                "STREAV_DATABASE_URL": "sqlite:\(folder.path)/streav.sqlite", "STREAV_CACHE_URL": "memory:",
                "STREAV_BROKER_URL": "memory:", "STREAV_SECRET_KEY": Self.secret,
                "STREAV_PUBLIC_URL": "http://127.0.0.1:8000",
            ])
        for path in [
            "/seed", "/clock", "/faults", "/sim", "/simulation", "/credentials", "/debug", "/reset", "/load",
            "/scenarios", "/v1/faults", "/v1/clock",
        ] {
            let status = try await RawHTTPClient().get(program.url + path).status
            // A dashboard may ask who is there before it says that there is nothing.
            let isRefused = component == "management" ? !(200..<300).contains(status) : status == 404
            #expect(isRefused, "\(path) is answered with \(status)")
        }
        #expect(try await RawHTTPClient().get(program.url + "/healthz").status == 200)
        if component == "api" {
            let document = try await RawHTTPClient().get(program.url + "/openapi.json").text.lowercased()
            #expect(document.contains("/v1/subscribers"))
            #expect(!["/fault", "/seed", "/clock", "/simul"].contains { document.contains($0) })
        }
        #expect(try await program.child.stop(within: .seconds(40)) == 0)
    }
}
