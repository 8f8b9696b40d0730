import StreavLocal
import StreavPorts
import StreavRedis
import Testing

extension ServerTests {
    @Suite("Redis: many at once", .timeLimit(.minutes(2)))
    struct LoadedServerTests {
        @Test("A thousand tasks share one connection, and each has its own answer")
        func pipelining() async throws {
            let server = try TestServer()
            let cache = try TestCache.on(patient(server))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<1_000 {
                    group.addTask {
                        let value = Array("value \(number)".utf8)
                        try await cache.set(value, forKey: "\(number)", timeToLive: .seconds(60))
                        for _ in 0..<5 {
                            #expect(try await cache.value(forKey: "\(number)") == value)
                            #expect(try await cache.increment("count \(number)", by: 1, timeToLive: nil) > 0)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try server.ask("CLIENT", "LIST").split(separator: "\n").count { $0.contains("name=streav ") } == 1)
            #expect(try await cache.value(forKey: "count 999") == Array("5".utf8))
        }

        @Test("Large values pass by, and small ones get theirs in between")
        func largeValues() async throws {
            let server = try TestServer()
            let cache = try TestCache.on(patient(server))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in UInt8(0)..<40 {
                    group.addTask {
                        let value = [UInt8](repeating: number, count: CacheLimits.valueBytes - Int(number))
                        try await cache.set(value, forKey: "large \(number)", timeToLive: nil)
                        #expect(try await cache.value(forKey: "large \(number)") == value)
                    }
                    group.addTask {
                        try await cache.set([number], forKey: "small \(number)", timeToLive: nil)
                        #expect(try await cache.value(forKey: "small \(number)") == [number])
                    }
                }
                try await group.waitForAll()
            }
        }

        @Test("INV-CONN: two clients and 64 racing tasks never hold more leases than the limit", arguments: [1, 5, 40])
        func twoClients(limit: Int) async throws {
            let server = try TestServer()
            let clients = [try TestCache.on(patient(server)), try TestCache.on(patient(server))]
            let outcomes = try await withThrowingTaskGroup(of: LeaseOutcome.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        try await clients[number % 2].lease(
                            "member \(number)", in: "pool", limit: limit, timeToLive: .seconds(60), replacing: nil)
                    }
                }
                return try await group.reduce(into: [LeaseOutcome]()) { $0.append($1) }
            }
            let granted = outcomes.compactMap { if case .granted(let count) = $0 { count } else { nil } }
            #expect(granted.sorted() == Array(1...limit))
            #expect(outcomes.count { $0 == .full(count: limit) } == 64 - limit)
            #expect(try await clients[0].members(of: "pool").count == limit)
        }

        @Test("The largest pool is told whole, and one beyond it is refused")
        func largestPool() async throws {
            let server = try TestServer()
            let cache = try TestCache.on(patient(server))
            let tail = String(repeating: "m", count: CacheLimits.keyBytes - 8)
            func lease(_ number: Int) async throws -> LeaseOutcome {
                try await cache.lease(
                    "\(number + 10_000_000)\(tail)", in: "pool", limit: CacheLimits.leaseMembers,
                    timeToLive: .seconds(300), replacing: nil)
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<100 {
                    group.addTask {
                        for number in 0..<100 { _ = try await lease(task * 100 + number) }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await cache.members(of: "pool").count == CacheLimits.leaseMembers)
            #expect(try await lease(10_000) == .full(count: CacheLimits.leaseMembers))
        }

        @Test("Cancelled tasks have done what they asked, and the others have their own answers")
        func cancelled() async throws {
            let server = try TestServer()
            let cache = try TestCache.on(patient(server))
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<500 {
                    group.addTask {
                        do {
                            try await cache.set(Array("\(number)".utf8), forKey: "\(number)", timeToLive: nil)
                            let value = try await cache.value(forKey: "\(number)")
                            #expect(value == Array("\(number)".utf8))
                        } catch {
                            Issue.record("\(error)")
                        }
                    }
                    if number == 250 { group.cancelAll() }
                }
            }
            for number in 0..<500 {
                #expect(try await cache.value(forKey: "\(number)") == Array("\(number)".utf8))
            }
        }

        @Test("After SCRIPT FLUSH the scripts are sent again, by however many tasks")
        func scriptFlush() async throws {
            let server = try TestServer()
            let cache = try TestCache.on(patient(server))
            for round in 1...3 {
                try server.ask("SCRIPT", "FLUSH")
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 0..<50 {
                        group.addTask {
                            #expect(try await cache.increment("\(number)", by: 2, timeToLive: nil) == Int64(round * 2))
                            _ = try await cache.lease(
                                "\(number)", in: "pool", limit: 50, timeToLive: .seconds(60), replacing: nil)
                        }
                    }
                    try await group.waitForAll()
                }
            }
            #expect(try await cache.members(of: "pool").count == 50)
        }

        @Test("A key is there with its expiry, and a pool ends with its last member")
        func expiries() async throws {
            let server = try TestServer()
            let cache = try TestCache.on(patient(server))
            try await cache.set([1], forKey: "key", timeToLive: .seconds(100))
            let left = try #require(Int(try server.ask("PTTL", "streav:value:key")))
            #expect((90_000...99_999).contains(left))
            for (member, life) in [("long", 100), ("short", 50)] {
                _ = try await cache.lease(member, in: "pool", limit: 9, timeToLive: .seconds(life), replacing: nil)
            }
            let pool = try #require(Int(try server.ask("PTTL", "streav:pool:pool")))
            #expect((90_000...100_000).contains(pool))
            #expect(try await cache.release("long", in: "pool"))
            #expect(try await cache.release("short", in: "pool"))
            #expect(try server.ask("EXISTS", "streav:pool:pool") == "0")
        }

        @Test("What another put under the prefix is told as such")
        func strangers() async throws {
            let server = try TestServer()
            let cache = try TestCache.on(patient(server))
            try server.ask("RPUSH", "streav:value:key", "1")
            try server.ask("SET", "streav:pool:pool", "1")
            func refuses(_ operation: () async throws -> Void) async {
                let error = await #expect(throws: CacheError.self) { try await operation() }
                #expect(error?.code == .invalidArgument)
            }
            await refuses { _ = try await cache.value(forKey: "key") }
            await refuses { _ = try await cache.increment("key", by: 1, timeToLive: nil) }
            await refuses { _ = try await cache.compareAndReplace([1], with: [2], forKey: "key", timeToLive: nil) }
            await refuses { _ = try await cache.members(of: "pool") }
            await refuses {
                _ = try await cache.lease("a", in: "pool", limit: 1, timeToLive: .seconds(1), replacing: nil)
            }
        }

        /// No test here asks how fast the server is, and the machine may be busy.
        private func patient(_ server: TestServer) throws -> RedisConfiguration {
            var configuration = try server.configuration()
            configuration.connectDeadline = .seconds(20)
            configuration.commandDeadline = .seconds(20)
            return configuration
        }
    }
}
