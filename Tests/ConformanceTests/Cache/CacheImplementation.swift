import Foundation
import Logging
import StreavLocal
import StreavPorts
import StreavRedis

/// Who is held to the laws of ``Cache``. A further one joins by one more case.
enum CacheImplementation: CaseIterable, Sendable {
    case memory
    /// Among those tested where `STREAV_TEST_CACHE_URL` says where it is.
    case redis

    struct UnderTest: Sendable {
        let cache: any Cache
        let elapse: Elapse
    }

    static let allCases: [Self] = redisAddress == nil ? [.memory] : [.memory, .redis]

    static let redisAddress = ProcessInfo.processInfo.environment["STREAV_TEST_CACHE_URL"].flatMap {
        $0.isEmpty ? nil : $0
    }

    func make() throws -> UnderTest {
        switch self {
        case .memory:
            let clock = ManualClock()
            return UnderTest(cache: MemoryCache(clock: .manual(clock)), elapse: .manual(clock))
        case .redis:
            return UnderTest(cache: try Self.makeRedis(), elapse: .real)
        }
    }

    /// Keys of its own, which nobody else sees.
    private static func makeRedis() throws -> RedisCache {
        let text = redisAddress ?? ""
        let prefix = RandomName.make("prefix")
        let address = try ServiceAddress(text + (text.contains("?") ? "&" : "?") + "prefix=\(prefix):")
        var configuration = try RedisConfiguration(address)
        // The tests of all ports share a machine, and none of these asks how fast the server is.
        configuration.connectDeadline = .seconds(10)
        configuration.commandDeadline = .seconds(10)
        return try RedisCache(
            configuration, clock: .system, entropy: SystemEntropy(),
            logger: Logger(label: "streav.test") { _ in SwiftLogNoOpLogHandler() })
    }
}
