import Logging
import StreavLocal
import StreavPorts
import StreavRedis

enum TestCache {
    static func on(_ configuration: RedisConfiguration) throws -> RedisCache {
        try RedisCache(
            configuration, clock: .system, entropy: SystemEntropy(),
            logger: Logger(label: "streav.test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Tries until it succeeds: after a server has come back, say.
    static func eventually(
        within limit: Duration = .seconds(20), _ attempt: () async throws -> Void
    ) async throws {
        let end = StreavClock.system.monotonicNow + limit
        while true {
            do {
                return try await attempt()
            } catch  where StreavClock.system.monotonicNow < end {
                try await StreavClock.system.sleep(for: .milliseconds(20))
            }
        }
    }
}
