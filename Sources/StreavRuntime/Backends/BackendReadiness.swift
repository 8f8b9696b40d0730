import StreavControl
import StreavPorts
import StreavSQL
import StreavStreaming

/// Whether the backing services answer, for the health pages.
struct BackendReadiness: Sendable {
    private let backends: Backends
    private let clock: StreavClock

    /// A service that takes longer counts as away: who asks does not wait for ever.
    private static let budget: Duration = .seconds(2)

    init(_ backends: Backends, clock: StreavClock) {
        self.backends = backends
        self.clock = clock
    }

    /// All three, by name.
    func parts() async -> [String: Bool] {
        async let database = ask { try await backends.database.read { try $0.value("SELECT 1", as: Int.self) } == 1 }
        async let cache = others["cache"]?() ?? true
        async let broker = others["broker"]?() ?? true
        return await ["database": database, "cache": cache, "broker": broker]
    }

    /// Besides the database, which a streaming node asks by itself.
    var others: [String: @Sendable () async -> Bool] {
        [
            "cache": {
                await ask {
                    _ = try await backends.cache.value(forKey: Backends.startKey)
                    return true
                }
            },
            "broker": {
                await ask {
                    try await backends.broker.declare(ControlEvents.topology)
                    return true
                }
            },
        ]
    }

    private func ask(_ question: @escaping @Sendable () async throws -> Bool) async -> Bool {
        await TimeBudget.run(Self.budget, clock: clock) { (try? await question()) ?? false } ?? false
    }
}
