import Logging
import StreavLocal
import StreavPorts
import StreavScenario
import Testing

@testable import StreavSimulation

/// What is said where a simulation on servers cannot be.
@Suite("The choice of a backend")
struct BackendChoiceTests {
    private static let servers = [
        "STREAV_DATABASE_URL": "postgres://streav:horse-battery@127.0.0.1:1/streav",
        "STREAV_CACHE_URL": "redis://:horse-battery@127.0.0.1:1/0",
        "STREAV_BROKER_URL": "amqp://streav:horse-battery@127.0.0.1:1/", "STREAV_START_TIMEOUT": "1",
    ]

    private static func refusal(
        _ changes: [String: String?] = [:], data: String? = nil
    ) async -> SimulationError? {
        var configuration = ServeConfiguration(
            dataDirectory: data, fixturesDirectory: TestPlatform.fixtures, backend: .production)
        var environment = servers
        for (name, value) in changes { environment[name] = value }
        configuration.environment = environment
        do {
            _ = try await SimulatedWorld.open(
                configuration, countries: UnconfiguredCountryLookup(), clock: .system,
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
            return nil
        } catch {
            return error as? SimulationError
        }
    }

    @Test(
        "A server that is not named, or is none, is a wrong setting",
        arguments: [
            ("STREAV_DATABASE_URL", nil, "is missing"), ("STREAV_CACHE_URL", nil, "is missing"),
            ("STREAV_BROKER_URL", nil, "is missing"), ("STREAV_DATABASE_URL", "sqlite:/tmp/x", "names no server"),
            ("STREAV_CACHE_URL", "memory:", "names no server"), ("STREAV_BROKER_URL", "memory:", "names no server"),
            ("STREAV_BROKER_URL", "amqp://guest:guest@broker.example.org/", "enters as guest"),
            ("STREAV_SECRET_KEY", "0000", "64 hexadecimal digits"), ("STREAV_CACHE_URI", "x", "is not a setting"),
        ] as [(String, String?, String)])
    func settings(_ name: String, _ value: String?, _ words: String) async {
        let refusal = await Self.refusal([name: value])
        #expect(refusal?.exitCode == 2)
        #expect(refusal?.description.contains(name) == true && refusal?.description.contains(words) == true)
        #expect(refusal?.description.contains("horse-battery") == false)
    }

    @Test("A folder to keep the world in is for the local half")
    func data() async {
        let refusal = await Self.refusal(data: "/nonexistent")
        #expect(refusal?.exitCode == 2 && refusal?.description.contains("--data") == true)
    }

    @Test("A database that does not answer is named")
    func silent() async {
        let refusal = await Self.refusal()
        #expect(refusal?.exitCode == 15)
        #expect(refusal?.description.contains("the database at postgres://127.0.0.1:1/streav does not answer") == true)
        #expect(refusal?.description.contains("horse-battery") == false)
    }

    @Test("What others' platforms stand on is not chosen here")
    func target() async {
        let error = await #expect(throws: SimulationError.self) {
            try await Simulator.load(
                Scenario(name: "a", duration: .seconds(5), cohorts: []),
                options: LoadOptions(target: "http://127.0.0.1:1", backend: .production),
                countries: UnconfiguredCountryLookup(), logLevel: .critical)
        }
        #expect(error?.exitCode == 2 && error?.description.contains("--backend") == true)
    }
}
