import StreavPorts
import StreavSQL

/// A database that does not answer.
struct BrokenDatabase: Database {
    let dialect = SQLDialect.postgresql
    let message: String

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        throw DatabaseError(.unavailable, message)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        throw DatabaseError(.unavailable, message)
    }
}

/// A cache that does not answer.
struct BrokenCache: Cache {
    let message: String
    private var error: CacheError { CacheError(.unavailable, message) }

    init(_ message: String) { self.message = message }

    func value(forKey key: String) async throws(CacheError) -> [UInt8]? { throw error }
    func set(_ value: [UInt8], forKey key: String, timeToLive: Duration?) async throws(CacheError) { throw error }
    func setIfAbsent(
        _ value: [UInt8], forKey key: String, timeToLive: Duration?
    ) async throws(CacheError) -> Bool { throw error }
    func compareAndReplace(
        _ expected: [UInt8], with value: [UInt8]?, forKey key: String, timeToLive: Duration?
    ) async throws(CacheError) -> Bool { throw error }
    func increment(_ key: String, by amount: Int64, timeToLive: Duration?) async throws(CacheError) -> Int64 {
        throw error
    }
    func remove(_ key: String) async throws(CacheError) -> Bool { throw error }
    func lease(
        _ member: String, in pool: String, limit: Int, timeToLive: Duration, replacing replaced: String?
    ) async throws(CacheError) -> LeaseOutcome { throw error }
    func release(_ member: String, in pool: String) async throws(CacheError) -> Bool { throw error }
    func members(of pool: String) async throws(CacheError) -> [String] { throw error }
}

/// A broker that does not answer.
struct BrokenBroker: MessageBroker {
    let message: String
    private var error: BrokerError { BrokerError(.unavailable, message) }

    init(_ message: String) { self.message = message }

    func declare(_ topology: BrokerTopology) async throws(BrokerError) { throw error }
    func publish(_ message: BrokerMessage, to exchange: String, routingKey: String) async throws(BrokerError) {
        throw error
    }
    func consume(
        _ queue: String, prefetch: Int,
        handle: @escaping @Sendable (BrokerDelivery) async throws -> BrokerSettlement
    ) async throws(BrokerError) { throw error }
    func depth(of queue: String) async throws(BrokerError) -> Int { throw error }
}
