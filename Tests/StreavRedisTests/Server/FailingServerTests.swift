import Glibc
import StreavLocal
import StreavPorts
import StreavRedis
import Testing

extension ServerTests {
    /// F18, F19, F20: the cache away, forgetful, or silent.
    @Suite("Redis: failing", .timeLimit(.minutes(2)))
    struct FailingServerTests {
        @Test("F18: killed, it is unavailable at once; back again, it is used again, and has forgotten everything")
        func killed() async throws {
            let server = try TestServer()
            let cache = try TestCache.on(try server.configuration())
            _ = try await cache.lease("member", in: "pool", limit: 1, timeToLive: .seconds(600), replacing: nil)
            try server.signal(SIGKILL)
            // One may be caught on its way; then the circuit opens.
            try await expectFailure(of: cache, .unavailable)
            let start = StreavClock.system.monotonicNow
            for _ in 0..<1_000 {
                await #expect(throws: CacheError.self) { try await cache.value(forKey: "key") }
            }
            #expect(StreavClock.system.monotonicNow - start < .seconds(5))
            #expect(!cache.isConnected)
            try server.startAgain()
            try await TestCache.eventually { try await cache.ping() }
            #expect(cache.isConnected)
            // Redis kept nothing: whoever holds leases has to take them again.
            #expect(try await cache.members(of: "pool").isEmpty)
            #expect(
                try await cache.lease("member", in: "pool", limit: 1, timeToLive: .seconds(600), replacing: nil)
                    == .granted(count: 1))
        }

        @Test("F20: stopped for seconds, nobody waits beyond the deadline, and it is used again when it goes on")
        func stopped() async throws {
            let server = try TestServer()
            let cache = try TestCache.on(try server.configuration())
            try await cache.set([1], forKey: "key", timeToLive: nil)
            try server.signal(SIGSTOP)
            let start = StreavClock.system.monotonicNow
            let codes = await withTaskGroup(of: (CacheError.Code?, Duration).self) { group in
                for _ in 0..<200 {
                    group.addTask {
                        let code = await failure { _ = try await cache.value(forKey: "key") }
                        return (code, StreavClock.system.monotonicNow - start)
                    }
                }
                return await group.reduce(into: [(CacheError.Code?, Duration)]()) { $0.append($1) }
            }
            #expect(codes.allSatisfy { $0.0 == .timedOut })
            // The deadline is a second; the rest is for a busy machine.
            #expect(codes.allSatisfy { $0.1 >= .milliseconds(900) && $0.1 < .seconds(3) })
            // It accepts connections as the kernel does that for it, and so the circuit stays open.
            for _ in 0..<50 {
                let before = StreavClock.system.monotonicNow
                #expect(await failure { _ = try await cache.value(forKey: "key") } == .unavailable)
                #expect(StreavClock.system.monotonicNow - before < .milliseconds(500))
                try await StreavClock.system.sleep(for: .milliseconds(40))
            }
            try server.signal(SIGCONT)
            try await TestCache.eventually { try await cache.ping() }
            #expect(try await cache.value(forKey: "key") == [1])
        }

        @Test("A connection that the server closes is made again, and little is lost")
        func disconnected() async throws {
            let server = try TestServer()
            let cache = try TestCache.on(try server.configuration())
            for round in 1...5 {
                try await TestCache.eventually { try await cache.ping() }
                try server.ask("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
                try await TestCache.eventually {
                    try await cache.set([UInt8(round)], forKey: "key", timeToLive: nil)
                }
                #expect(try await cache.value(forKey: "key") == [UInt8(round)])
            }
        }

        @Test("A replica is refused with what to do, and used when it is a primary again")
        func replica() async throws {
            let server = try TestServer()
            let cache = try TestCache.on(try server.configuration())
            try await cache.ping()
            // Of a primary that is not there: it serves what it has and takes no writes.
            try server.ask("REPLICAOF", "127.0.0.1", "1")
            let error = await #expect(throws: CacheError.self) {
                try await cache.set([1], forKey: "key", timeToLive: nil)
            }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("name the primary") == true)
            try server.ask("REPLICAOF", "NO", "ONE")
            try await TestCache.eventually { try await cache.set([1], forKey: "key", timeToLive: nil) }
        }

        @Test("F19: at its maxmemory it refuses what is new, and renews leases all the same")
        func maxmemory() async throws {
            let server = try TestServer("--maxmemory", "8mb")
            let cache = try TestCache.on(try server.configuration())
            func lease(_ member: String, replacing replaced: String? = nil) async throws -> LeaseOutcome {
                try await cache.lease(member, in: "pool", limit: 5, timeToLive: .seconds(60), replacing: replaced)
            }
            #expect(try await lease("a") == .granted(count: 1))
            try await cache.set(Array("1".utf8), forKey: "count", timeToLive: nil)
            let large = [UInt8](repeating: 1, count: 1 << 20)
            var filled = 0
            let error = await #expect(throws: CacheError.self) {
                while filled < 100 {
                    try await cache.set(large, forKey: "\(filled)", timeToLive: nil)
                    filled += 1
                }
            }
            #expect(error?.code == .outOfMemory)
            #expect(error?.message.contains("maxmemory") == true)
            #expect(filled >= 4)
            // From here on nothing fits, however small.
            try server.ask("CONFIG", "SET", "maxmemory", "1mb")
            #expect(
                await failure { _ = try await cache.setIfAbsent([1], forKey: "new", timeToLive: nil) } == .outOfMemory)
            #expect(await failure { _ = try await cache.increment("count", by: 1, timeToLive: nil) } == .outOfMemory)
            #expect(
                await failure {
                    _ = try await cache.compareAndReplace([49], with: [50], forKey: "count", timeToLive: .seconds(9))
                } == .outOfMemory)
            #expect(await failure { _ = try await lease("b") } == .outOfMemory)
            #expect(try await cache.value(forKey: "count") == Array("1".utf8))
            #expect(try await cache.members(of: "pool") == ["a"])
            #expect(try await lease("a") == .granted(count: 1))
            #expect(try await lease("c", replacing: "a") == .granted(count: 1))
            #expect(try await cache.members(of: "pool") == ["c"])
            #expect(try await cache.value(forKey: "0") == large)
            #expect(try await cache.release("c", in: "pool"))
            for number in 0..<filled { #expect(try await cache.remove("\(number)")) }
            try server.ask("CONFIG", "SET", "maxmemory", "8mb")
            #expect(try await lease("b") == .granted(count: 1))
        }

        @Test("F19: a server that evicts takes leases away as well, which is why it should not")
        func eviction() async throws {
            let server = try TestServer("--maxmemory", "4mb", "--policy", "allkeys-random")
            let cache = try TestCache.on(try server.configuration())
            for number in 0..<100 {
                _ = try await cache.lease(
                    "m", in: "pool \(number)", limit: 1, timeToLive: .seconds(600), replacing: nil)
            }
            for number in 0..<100 {
                try await cache.set([UInt8](repeating: 1, count: 100_000), forKey: "\(number)", timeToLive: nil)
            }
            var kept = 0
            for number in 0..<100 { kept += try await cache.members(of: "pool \(number)").count }
            #expect(kept < 100)
        }

        private func expectFailure(of cache: RedisCache, _ code: CacheError.Code) async throws {
            for _ in 0..<200 {
                if await failure({ _ = try await cache.value(forKey: "key") }) == code { return }
                try await StreavClock.system.sleep(for: .milliseconds(10))
            }
            Issue.record("\(code) does not come")
        }

        private func failure(_ operation: () async throws -> Void) async -> CacheError.Code? {
            do {
                try await operation()
                return nil
            } catch {
                return (error as? CacheError)?.code
            }
        }
    }
}
