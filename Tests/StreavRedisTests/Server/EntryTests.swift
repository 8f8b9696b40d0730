import StreavLocal
import StreavPorts
import StreavRedis
import Testing

extension ServerTests {
    @Suite("Redis: who may enter, and over what", .timeLimit(.minutes(2)))
    struct EntryTests {
        @Test("A wrong password is told as such, without saying it; S41")
        func wrongPassword() async throws {
            let server = try TestServer()
            let configuration = try server.configuration(replacing: server.password, with: "not-the-password")
            let message = try await refusal(of: configuration)
            #expect(message.contains("refuses the user or the password"))
            #expect(!message.contains("not-the-password"))
        }

        @Test("A missing password is asked for, and one too many is told")
        func missingPassword() async throws {
            let server = try TestServer()
            let without = try server.configuration(replacing: ":\(server.password)@", with: "")
            #expect(try await refusal(of: without).contains("asks for a password"))
            try server.ask("CONFIG", "SET", "requirepass", "")
            #expect(try await refusal(of: try server.configuration()).contains("asks for none"))
        }

        @Test(
            "A user with the rights that the documentation names does all that a cache does, and one without does not")
        func users() async throws {
            let server = try TestServer()
            try server.ask(
                "ACL", "SETUSER", "tv", "on", ">secret", "~streav:*", "+client|setname", "+select", "+ping", "+get",
                "+set", "+del", "+eval", "+evalsha", "+exists", "+incrby", "+pexpire", "+pexpireat", "+time", "+zadd",
                "+zcount", "+zrange", "+zrangebyscore", "+zrem", "+zremrangebyscore", "+zscore")
            let entry = "tv:secret@"
            let cache = try TestCache.on(try server.configuration(replacing: ":\(server.password)@", with: entry))
            try await cache.set([1], forKey: "key", timeToLive: .seconds(300))
            #expect(try await cache.value(forKey: "key") == [1])
            #expect(try await cache.setIfAbsent([2], forKey: "key", timeToLive: nil) == false)
            #expect(try await cache.compareAndReplace([1], with: [2], forKey: "key", timeToLive: .seconds(300)))
            #expect(try await cache.compareAndReplace([2], with: nil, forKey: "key", timeToLive: nil))
            #expect(try await cache.increment("count", by: 5, timeToLive: .seconds(300)) == 5)
            #expect(try await cache.remove("count"))
            for member in ["a", "b"] {
                _ = try await cache.lease(member, in: "pool", limit: 2, timeToLive: .seconds(300), replacing: nil)
            }
            #expect(
                try await cache.lease("c", in: "pool", limit: 2, timeToLive: .seconds(300), replacing: "a")
                    == .granted(count: 2))
            #expect(try await Set(cache.members(of: "pool")) == ["b", "c"])
            #expect(try await cache.release("b", in: "pool"))
            try server.ask("ACL", "SETUSER", "tv", "-get")
            let error = await #expect(throws: CacheError.self) { try await cache.value(forKey: "key") }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("widen its ACL") == true)
        }

        @Test("An operator forgets what is under one prefix, and is told the server's version")
        func operations() async throws {
            let server = try TestServer()
            let cache = try TestCache.on(try server.configuration(replacing: "/0", with: "/0?prefix=o*e:"))
            let other = try TestCache.on(try server.configuration(replacing: "/0", with: "/0?prefix=one:"))
            try await other.set([1], forKey: "kept", timeToLive: nil)
            for number in 0..<1200 { try await cache.set([1], forKey: "key \(number)", timeToLive: nil) }
            _ = try await cache.lease("a", in: "pool", limit: 1, timeToLive: .seconds(300), replacing: nil)
            #expect(try await cache.removeAll() == 1201)
            #expect(try await cache.value(forKey: "key 7") == nil)
            #expect(try await cache.members(of: "pool").isEmpty)
            #expect(try await other.value(forKey: "kept") == [1])
            #expect(try await cache.removeAll() == 0)
            let version = try #require(try await cache.serverVersion())
            #expect(version.contains(".") && version.first?.isNumber == true)
        }

        @Test("Databases and prefixes keep apart, and a database that is not there is told")
        func databases() async throws {
            let server = try TestServer()
            let first = try TestCache.on(try server.configuration())
            let second = try TestCache.on(try server.configuration(replacing: "/0", with: "/3"))
            let third = try TestCache.on(try server.configuration(replacing: "/0", with: "/0?prefix=other:"))
            for (number, cache) in [first, second, third].enumerated() {
                try await cache.set([UInt8(number)], forKey: "key", timeToLive: nil)
            }
            for (number, cache) in [first, second, third].enumerated() {
                #expect(try await cache.value(forKey: "key") == [UInt8(number)])
            }
            let message = try await refusal(of: try server.configuration(replacing: "/0", with: "/999"))
            #expect(message.contains("no database of this number"))
        }

        @Test("TLS: accepted by its authority, refused without it, taken on request")
        func tls() async throws {
            let server = try TestServer("--tls")
            let authority = "?ca=\(server.folder)/tls/ca.crt"
            let trusting = try TestCache.on(try server.configuration())
            try await TestCache.eventually { try await trusting.ping() }
            let large = [UInt8](repeating: 7, count: CacheLimits.valueBytes)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let value = number % 20 == 0 ? large : Array("\(number)".utf8)
                        try await trusting.set(value, forKey: "\(number)", timeToLive: nil)
                        #expect(try await trusting.value(forKey: "\(number)") == value)
                    }
                }
                try await group.waitForAll()
            }
            let message = try await refusal(of: try server.configuration(replacing: authority, with: ""))
            #expect(message.contains("not trusted"))
            #expect(message.contains("?ca=FILE"))
            let careless = try TestCache.on(try server.configuration(replacing: authority, with: "?verify=none"))
            try await TestCache.eventually { try await careless.ping() }
            #expect(try await careless.value(forKey: "7") == Array("7".utf8))
            let named = try TestCache.on(try server.configuration(replacing: "127.0.0.1", with: "localhost"))
            try await TestCache.eventually { try await named.ping() }
        }

        @Test("TLS: a certificate for another host is refused, though its authority is trusted")
        func otherHost() async throws {
            let server = try TestServer("--tls")
            // The same server by an address that its certificate does not name.
            try server.ask("CONFIG", "SET", "bind", "127.0.0.1 127.0.0.2")
            let message = try await refusal(of: try server.configuration(replacing: "127.0.0.1", with: "127.0.0.2"))
            #expect(message.contains("not trusted (IP address mismatch)"))
            // Of an address in a form that no certificate has, none can be asked.
            let odd = try await refusal(of: try server.configuration(replacing: "127.0.0.1", with: "127.1"))
            #expect(odd.contains("no certificate can be asked of '127.1'"))
        }

        @Test("Plain and TLS servers are told apart")
        func mixedUp() async throws {
            let plain = try TestServer()
            let overTLS = try await refusal(of: try plain.configuration(replacing: "redis://", with: "rediss://"))
            #expect(overTLS.contains("does the server speak TLS here?"), "\(overTLS)")
            let tls = try TestServer("--tls")
            let authority = "?ca=\(tls.folder)/tls/ca.crt"
            var text = tls.address.replacing("rediss://", with: "redis://")
            text = text.replacing(authority, with: "")
            let inTheClear = try await refusal(of: try RedisConfiguration(ServiceAddress(text)))
            #expect(!inTheClear.isEmpty)
        }

        @Test("A file of authorities that cannot be read is told before anything is tried")
        func unreadableAuthority() throws {
            for file in ["/nowhere/ca.crt", #filePath] {
                let configuration = try RedisConfiguration(ServiceAddress("rediss://127.0.0.1?ca=\(file)"))
                let error = #expect(throws: RedisSetupError.self) { try TestCache.on(configuration) }
                #expect(error?.message.contains(file) == true)
            }
        }

        /// What is said once the circuit is open.
        private func refusal(of configuration: RedisConfiguration) async throws -> String {
            let cache = try TestCache.on(configuration)
            for _ in 0..<300 {
                do {
                    try await cache.ping()
                    Issue.record("it is let in")
                    return ""
                } catch {
                    if error.message.contains("cannot be used"), !error.message.contains("no connection was made yet") {
                        return error.message
                    }
                }
                try await StreavClock.system.sleep(for: .milliseconds(10))
            }
            Issue.record("no refusal comes")
            return ""
        }
    }
}
