import Foundation
import StreavLocal
import StreavPorts
import StreavRedis
import Testing

extension ServerTests {
    @Suite("Redis: whoever else answers", .timeLimit(.minutes(2)))
    struct HostileServerTests {
        private static let greeting = "+OK\r\n+PONG\r\n"

        @Test(
            "Garbage is told as such, in a sentence",
            arguments: [
                "HTTP/1.1 400 Bad Request\r\n\r\n", "\u{0}\u{1}\u{2}\r\n", "220 mail.example ESMTP\r\n", ":1\r\n",
                "*3\r\n:x\r\n",
                "$-7\r\n", "*-2\r\n", "$99999999999999999999\r\n",
                "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n",
            ])
        func garbage(_ text: String) async throws {
            let server = try ScriptedServer(.say(text))
            defer { server.stop() }
            let error = try await firstRefusal(of: server)
            #expect(error.code == .unavailable)
            #expect(error.message.contains("is another service at this address?"))
        }

        @Test("One that speaks before it is asked, or answers what was not asked, is left")
        func unasked() async throws {
            let early = try ScriptedServer(.speakFirst("-DENIED Redis is running in protected mode\r\n"))
            defer { early.stop() }
            #expect(try await firstRefusal(of: early).message.contains("protected mode"))
            let chatty = try ScriptedServer(.say(Self.greeting + "+OK\r\n"))
            defer { chatty.stop() }
            #expect(try await firstRefusal(of: chatty).message.contains("was not asked"))
        }

        @Test("An answer without an end is not kept", arguments: ["$900000000\r\n", "+", "*1\r\n$900000000\r\n"])
        func endless(_ head: String) async throws {
            // The head begins the answer to the first command of the greeting.
            let server = try ScriptedServer(.flood(head, bytes: 400 << 20))
            defer { server.stop() }
            let before = residentBytes()
            let error = try await firstRefusal(of: server)
            #expect(error.code == .unavailable)
            #expect(error.message.contains(head == "+" ? "more than 65536 bytes" : "more than 8388608 bytes"))
            // Two attempts, each with what the bound, the reader and the system's buffers hold.
            #expect(server.bytesWritten / max(1, server.connections) < 64 << 20)
            #expect(residentBytes() - before < 200 << 20)
        }

        @Test("An announced array of two thousand million elements takes no memory")
        func hugeArray() async throws {
            let server = try ScriptedServer(.say("*2000000000\r\n:1\r\n"))
            defer { server.stop() }
            let before = residentBytes()
            #expect(try await firstRefusal(of: server).message.contains("more than 10000 elements"))
            #expect(residentBytes() - before < 100 << 20)
        }

        @Test("One that takes connections and says nothing is given up within the deadline")
        func silent() async throws {
            let server = try ScriptedServer(.keepSilent)
            defer { server.stop() }
            let cache = try TestCache.on(configuration(server))
            let start = StreavClock.system.monotonicNow
            let error = await #expect(throws: CacheError.self) { try await cache.ping() }
            #expect(error?.code == .unavailable)
            #expect(StreavClock.system.monotonicNow - start < .seconds(3))
        }

        @Test("Nobody at the port, or no such host, is told with the reason")
        func nobody() async throws {
            let server = try ScriptedServer(.keepSilent)
            let port = server.port
            server.stop()
            let refused = try RedisConfiguration(ServiceAddress("redis://127.0.0.1:\(port)"))
            #expect(try await firstRefusal(of: refused).message.contains("does not accept connections"))
            let nowhere = try RedisConfiguration(ServiceAddress("redis://no-such-host.invalid"))
            #expect(try await firstRefusal(of: nowhere).code == .unavailable)
        }

        @Test("Closing refuses what comes, and hangs up")
        func closing() async throws {
            let server = try ScriptedServer(.say(Self.greeting))
            defer { server.stop() }
            let cache = try TestCache.on(configuration(server))
            try await TestCache.eventually {
                guard cache.isConnected else { throw CacheError(.unavailable, "not yet") }
            }
            cache.close()
            let error = await #expect(throws: CacheError.self) { try await cache.ping() }
            #expect(error?.code == .unavailable)
            #expect(error?.message == "the cache was closed")
        }

        @Test("INV-RES: a hundred caches that came and went leave no handle and no thread behind")
        func leavesNothing() async throws {
            let server = try TestServer()
            let threadsBefore = threads()
            let handlesBefore = handles()
            for round in 0..<100 {
                let cache = try TestCache.on(try server.configuration())
                if round % 2 == 0 { try await cache.ping() }
            }
            try await TestCache.eventually {
                guard try !server.ask("CLIENT", "LIST").contains("name=streav ") else {
                    throw CacheError(.unavailable, "some are connected still")
                }
            }
            #expect(try !server.ask("CLIENT", "LIST").contains("name=streav "))
            #expect(threads() <= threadsBefore + 50)
            #expect(handles() <= handlesBefore + 50)
        }

        private func configuration(_ server: ScriptedServer) throws -> RedisConfiguration {
            try RedisConfiguration(ServiceAddress("redis://127.0.0.1:\(server.port)"))
        }

        private func firstRefusal(of server: ScriptedServer) async throws -> CacheError {
            try await firstRefusal(of: configuration(server))
        }

        /// What is said once the circuit is open.
        private func firstRefusal(of configuration: RedisConfiguration) async throws -> CacheError {
            let cache = try TestCache.on(configuration)
            for _ in 0..<400 {
                do {
                    try await cache.ping()
                } catch  where error.message.contains("cannot be used") && !error.message.contains("no connection was")
                {
                    return error
                } catch {}
                try await StreavClock.system.sleep(for: .milliseconds(10))
            }
            Issue.record("no refusal comes")
            return CacheError(.timedOut, "")
        }

        private func threads() -> Int { entries("/proc/self/task") }

        private func handles() -> Int { entries("/proc/self/fd") }

        private func entries(_ folder: String) -> Int {
            (try? FileManager.default.contentsOfDirectory(atPath: folder).count) ?? 0
        }

        private func residentBytes() -> Int {
            let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
            return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4_096
        }
    }
}
