import StreavPorts
import StreavRedis

/// A value of 100 bytes, got again and again by the cache port.
struct GetBench {
    private let configuration: RedisConfiguration

    private static let key = "bench"
    private static let value = [UInt8](repeating: UInt8(ascii: "x"), count: 100)

    init(_ address: ServiceAddress) throws {
        configuration = try RedisConfiguration(address)
    }

    func run(_ throughput: Throughput, clock: StreavClock, entropy: any Entropy) async throws -> String {
        let cache = try RedisCache(
            configuration, clock: clock, entropy: entropy, logger: BenchLogger.make())
        try await cache.set(Self.value, forKey: Self.key, timeToLive: nil)
        let result = try await throughput.measure { _ in
            guard try await cache.value(forKey: Self.key) == Self.value else {
                throw BenchError("the cache holds something else")
            }
            return 1
        }
        cache.close()
        return result
    }
}
