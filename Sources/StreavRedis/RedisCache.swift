public import Logging
public import StreavPorts

/// The cache of an installation of several servers: Redis, by one connection on which the commands of all tasks are
/// pipelined.
///
/// - An operation takes at most the configured deadline, whatever the server does. While no connection can be made all
///   are refused at once with `unavailable`, and it is tried on, every five seconds at least.
/// - Cancelling a task does not cancel its operation: it was asked for, as with the cache in memory, and its answer is
///   soon there. A lease is so released by a task that ends.
/// - `timedOut` says that the operation may have been done: the connection was lost, or the answer came too late.
/// - Expiry is by the server's clock, in milliseconds.
/// - Replication of Redis is not synchronous: at a failover the last writes may be lost, leases among them. So may
///   leases be where the server evicts: `maxmemory-policy` should be `noeviction`, which answers with `outOfMemory`.
public final class RedisCache: Cache {
    private let connection: RedisConnection
    private let configuration: RedisConfiguration

    /// Begins to connect, and returns at once.
    ///
    /// - Parameters:
    ///   - clock: The machine's: the connection waits in poll(2).
    ///   - entropy: For the waits between attempts.
    public init(
        _ configuration: RedisConfiguration, clock: StreavClock, entropy: any Entropy, logger: Logger
    ) throws(RedisSetupError) {
        var limits = RedisConnectionLimits()
        limits.connectDeadline = configuration.connectDeadline
        limits.commandDeadline = configuration.commandDeadline
        self.configuration = configuration
        connection = try RedisConnection(
            configuration, limits: limits, clock: clock, entropy: entropy, logger: logger)
    }

    /// Refuses everything from now on, and ends the connection. So does the last reference when it goes.
    public func close() {
        connection.end()
    }

    /// There is a connection whose greeting was answered.
    public var isConnected: Bool { connection.isReady }

    /// Asks the server whether it is there: for readiness.
    public func ping() async throws(CacheError) {
        guard case .status("PONG") = try await send(RedisCommand("PING")) else { throw Self.unexpected }
    }

    public func value(forKey key: String) async throws(CacheError) -> [UInt8]? {
        try CacheLimits.check(key, "key")
        switch try await send(RedisCommand([Array("GET".utf8), valueKey(key)])) {
        case .bytes(let value): return value
        case .null: return nil
        default: throw Self.unexpected
        }
    }

    public func set(_ value: [UInt8], forKey key: String, timeToLive: Duration?) async throws(CacheError) {
        _ = try await set(value, key, timeToLive, ifAbsent: false)
    }

    public func setIfAbsent(
        _ value: [UInt8], forKey key: String, timeToLive: Duration?
    ) async throws(CacheError) -> Bool {
        try await set(value, key, timeToLive, ifAbsent: true)
    }

    public func compareAndReplace(
        _ expected: [UInt8], with value: [UInt8]?, forKey key: String, timeToLive: Duration?
    ) async throws(CacheError) -> Bool {
        try CacheLimits.check(key, "key")
        if let value { try CacheLimits.check(value) }
        let life = try Self.life(timeToLive)
        // A present value is within the bounds, so another cannot be it; it need not be sent.
        guard expected.count <= CacheLimits.valueBytes else { return false }
        let instruction = value == nil ? "remove" : life.map { String($0) } ?? "keep"
        let reply = try await run(
            .compareAndReplace, valueKey(key), [expected, value ?? [], Array(instruction.utf8)])
        return try Self.flag(reply)
    }

    public func increment(_ key: String, by amount: Int64, timeToLive: Duration?) async throws(CacheError) -> Int64 {
        try CacheLimits.check(key, "key")
        let life = try Self.life(timeToLive).map { String($0) } ?? "keep"
        let reply = try await run(.increment, valueKey(key), [Array(String(amount).utf8), Array(life.utf8)])
        guard case .bytes(let digits) = reply, let sum = Int64(String(decoding: digits, as: UTF8.self)) else {
            throw Self.unexpected
        }
        return sum
    }

    @discardableResult
    public func remove(_ key: String) async throws(CacheError) -> Bool {
        try CacheLimits.check(key, "key")
        return try Self.flag(try await send(RedisCommand([Array("DEL".utf8), valueKey(key)])))
    }

    public func lease(
        _ member: String, in pool: String, limit: Int, timeToLive: Duration, replacing replaced: String?
    ) async throws(CacheError) -> LeaseOutcome {
        try CacheLimits.check(member, "member")
        try CacheLimits.check(pool, "pool")
        if let replaced { try CacheLimits.check(replaced, "member") }
        try CacheLimits.check(limit: limit)
        let life = try CacheLimits.milliseconds(timeToLive)
        let arguments = [member, String(limit), String(life)] + (replaced.map { [$0] } ?? [])
        let reply = try await run(.lease, poolKey(pool), arguments.map { Array($0.utf8) })
        guard case .array(let parts) = reply, parts.count == 2, case .integer(let granted) = parts[0],
            case .integer(let count) = parts[1]
        else { throw Self.unexpected }
        return granted == 1 ? .granted(count: Int(count)) : .full(count: Int(count))
    }

    @discardableResult
    public func release(_ member: String, in pool: String) async throws(CacheError) -> Bool {
        try CacheLimits.check(member, "member")
        try CacheLimits.check(pool, "pool")
        return try Self.flag(try await run(.release, poolKey(pool), [Array(member.utf8)]))
    }

    public func members(of pool: String) async throws(CacheError) -> [String] {
        try CacheLimits.check(pool, "pool")
        guard case .array(let parts) = try await run(.members, poolKey(pool), []) else { throw Self.unexpected }
        var members: [String] = []
        members.reserveCapacity(parts.count)
        for part in parts {
            guard case .bytes(let name) = part else { throw Self.unexpected }
            members.append(String(decoding: name, as: UTF8.self))
        }
        return members
    }
}

extension RedisCache: CustomStringConvertible, CustomReflectable {
    public var description: String { "cache at \(configuration)" }

    public var customMirror: Mirror { Mirror(self, children: ["address": configuration.description]) }
}

extension RedisCache {
    private func set(
        _ value: [UInt8], _ key: String, _ timeToLive: Duration?, ifAbsent: Bool
    ) async throws(CacheError) -> Bool {
        try CacheLimits.check(key, "key")
        try CacheLimits.check(value)
        var arguments = [Array("SET".utf8), valueKey(key), value]
        if let life = try Self.life(timeToLive) { arguments += ["PX", String(life)].map { Array($0.utf8) } }
        if ifAbsent { arguments.append(Array("NX".utf8)) }
        switch try await send(RedisCommand(arguments)) {
        case .status("OK"): return true
        case .null where ifAbsent: return false
        default: throw Self.unexpected
        }
    }

    func send(_ command: RedisCommand) async throws(CacheError) -> RedisReply {
        let reply = try await connection.send(command)
        if case .error(let text) = reply { throw RedisRefusal(text).error }
        return reply
    }

    /// By its digest, and by its text where the server does not have the script: after a restart, a failover, a flush.
    ///
    /// For the package alone: what load runs do to a cache is in no program of a deployment.
    package func run(
        _ script: RedisScript, _ key: [UInt8], _ arguments: [[UInt8]]
    ) async throws(CacheError) -> RedisReply {
        let reply = try await connection.send(script.command(isKnown: true, key: key, arguments))
        guard case .error(let text) = reply else { return reply }
        guard RedisRefusal.isNoScript(text) else { throw RedisRefusal(text).error }
        return try await send(script.command(isKnown: false, key: key, arguments))
    }

    private func valueKey(_ key: String) -> [UInt8] { Array("\(configuration.keyPrefix)value:\(key)".utf8) }

    /// What all its keys begin with.
    package var keyPrefix: String { configuration.keyPrefix }

    private func poolKey(_ pool: String) -> [UInt8] { Array("\(configuration.keyPrefix)pool:\(pool)".utf8) }

    /// In milliseconds for PX: one less than asked for, except for the shortest. Redis counts in whole milliseconds and
    /// drops a key when its last one is over, so it is gone at its expiry, or up to a millisecond earlier; never later.
    private static func life(_ timeToLive: Duration?) throws(CacheError) -> Int64? {
        try timeToLive.map { duration throws(CacheError) in max(1, try CacheLimits.milliseconds(duration) - 1) }
    }

    private static func flag(_ reply: RedisReply) throws(CacheError) -> Bool {
        guard case .integer(let number) = reply else { throw unexpected }
        return number == 1
    }

    package static var unexpected: CacheError {
        CacheError(.unavailable, "Redis gave an answer of another kind: is a proxy or another service in between?")
    }
}
