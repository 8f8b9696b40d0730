import DatabaseFixtures
import Foundation
import StreavCommands
import StreavControl
import StreavDomain
import StreavLocal
import StreavSQL
import StreavStore
import Testing

/// What each verb answers to programs: these names are relied on, so a change here is a change for them.
@Suite("What verbs answer in JSON")
struct ShapeTests {
    static let user: Set = ["id", "username", "email", "role", "isDisabled", "lastSignedInAt", "createdAt"]
    static let application: Set = ["id", "name", "clientId", "scopes", "isDisabled", "lastUsedAt", "createdAt"]
    static let subscriberInList: Set = [
        "id", "username", "email", "status", "expiresAt", "maxConnections", "isTrial", "createdAt",
    ]
    static let subscriber = subscriberInList.union([
        "note", "hls", "mpegTs", "bundles", "ipAddresses", "userAgents", "countries",
    ])
    static let bundle: Set = ["id", "name", "description", "liveStreams", "movies", "shows", "createdAt"]
    static let liveStreamInList: Set = [
        "id", "number", "name", "isEnabled", "sourceCount", "startsOnDemand", "createdAt",
    ]
    static let liveStream = liveStreamInList.union(["description", "logoUrl", "isAdult", "isRadio", "sources"])
    static let show: Set = [
        "id", "title", "overview", "releaseDate", "runtimeMinutes", "rating", "director", "isAdult", "genres",
        "createdAt",
    ]
    static let movie = show.union(["onDemandStream"])
    static let titleInList: Set = ["id", "title", "releaseDate", "runtimeMinutes", "rating", "onDemandStream"]
    static let server: Set = [
        "id", "name", "publicUrl", "status", "condition", "weight", "liveStreams", "viewers",
        "outgoingBitsPerSecond", "lastHeartbeatAt",
    ]

    private func expect(
        _ fixture: CommandFixture, _ keys: Set<String>, _ arguments: String..., answers: [String] = []
    ) async throws -> [String: Any] {
        let outcome = await fixture.run(arguments + ["--output", "json"], answers: answers)
        #expect(outcome.code == 0, "\(arguments): \(outcome.complaints)")
        let object = try outcome.object
        #expect(Set(object.keys) == keys, "\(arguments)")
        // People are told as well.
        return object
    }

    private func expectList(
        _ fixture: CommandFixture, _ keys: Set<String>, _ arguments: String..., count: Int = 1
    ) async throws {
        let outcome = await fixture.run(arguments + ["--output", "json"])
        #expect(outcome.code == 0, "\(arguments): \(outcome.complaints)")
        #expect(try Set(outcome.object.keys) == ["total", "items"])
        #expect(try outcome.items.count == count, "\(arguments)")
        for item in try outcome.items { #expect(Set(item.keys) == keys, "\(arguments)") }
        let table = await fixture.run(arguments)
        #expect(table.code == 0)
        #expect(table.output.split(separator: "\n").count >= count)
    }

    @Test("user", arguments: TestEngine.available)
    func users(_ engine: TestEngine) async throws {
        try await CommandFixture.with(engine) { fixture in
            let made = try await expect(
                fixture, Self.user.union(["password"]), "user", "create", "ada", "--role", "administrator", "--email",
                "ada@example.org")
            #expect((made["password"] as? String)?.count == 20)
            let told = try await expect(
                fixture, Self.user.union(["password"]), "user", "create", "bob", "--role", "read-only",
                "--password-stdin", answers: ["nine plums and a horse"])
            #expect(told["password"] is NSNull)
            #expect(await fixture.run(["user", "create", "eve", "--role", "support", "--password-stdin"]).code == 2)
            #expect(
                await fixture.run(
                    ["user", "create", "eve", "--role", "support", "--password-stdin"], answers: ["short"]
                )
                .complaints.contains("at least 8"))
            try await expectList(fixture, Self.user.union(["hasSecondFactor"]), "user", "list", count: 2)
            try await expectList(
                fixture, Self.user.union(["hasSecondFactor"]), "user", "list", "--role", "read-only")
            let shown = try await expect(fixture, Self.user.union(["hasSecondFactor"]), "user", "show", "bob")
            #expect(shown["role"] as? String == "read-only")
            let updated = try await expect(fixture, Self.user, "user", "update", "bob", "--role", "support")
            #expect(updated["role"] as? String == "support")
            _ = try await expect(fixture, Self.user.union(["password"]), "user", "set-password", "bob")
            let off = try await expect(fixture, Self.user, "user", "disable", "bob", "--yes")
            #expect(off["isDisabled"] as? Bool == true)
            let on = try await expect(fixture, Self.user, "user", "enable", "bob")
            #expect(on["isDisabled"] as? Bool == false)
            _ = try await expect(fixture, Self.user, "user", "reset-second-factor", "bob", "--yes")
            _ = try await expect(fixture, Self.user, "user", "delete", "bob", "--yes")
            #expect(await fixture.run(["user", "show", "bob"]).code == 1)
            // The last administrator stays.
            #expect(await fixture.run(["user", "delete", "ada", "--yes"]).code == 2)
        }
    }

    @Test("oauth-app", arguments: TestEngine.available)
    func applications(_ engine: TestEngine) async throws {
        try await CommandFixture.with(engine) { fixture in
            let keys = Self.application
            let made = try await expect(
                fixture, keys.union(["clientSecret"]), "oauth-app", "create", "Billing", "--scope",
                "api.subscriber.read", "--scope", "api.bundle.read")
            let client = try #require(made["clientId"] as? String)
            let secret = try #require(made["clientSecret"] as? String)
            #expect(try await fixture.control.authenticateClient(id: client, secret: secret) != nil)
            try await expectList(fixture, keys, "oauth-app", "list")
            _ = try await expect(fixture, keys, "oauth-app", "show", client)
            let rotated = try await expect(
                fixture, keys.union(["clientSecret"]), "oauth-app", "rotate-secret", "1", "--yes")
            #expect(rotated["clientSecret"] as? String != secret)
            #expect(try await fixture.control.authenticateClient(id: client, secret: secret) == nil)
            let off = try await expect(fixture, keys, "oauth-app", "disable", "1", "--yes")
            #expect(off["isDisabled"] as? Bool == true)
            _ = try await expect(fixture, keys, "oauth-app", "enable", "1")
            _ = try await expect(fixture, keys, "oauth-app", "delete", "1", "--yes")
            #expect(await fixture.run(["oauth-app", "create", "X", "--scope", "api.everything"]).code == 2)
        }
    }

    @Test("subscriber and bundle", arguments: TestEngine.available)
    func subscribers(_ engine: TestEngine) async throws {
        try await CommandFixture.with(engine) { fixture in
            _ = try await expect(fixture, Self.bundle, "bundle", "create", "Sports", "--description", "Balls")
            try await expectList(
                fixture, ["id", "name", "liveStreamCount", "movieCount", "showCount", "createdAt"], "bundle", "list")
            let keys = Self.subscriber
            let made = try await expect(
                fixture, keys.union(["accessToken"]), "subscriber", "create", "ada", "--bundle", "Sports", "--expires",
                "2030-01-31", "--country", "nl", "--ip", "192.0.2.0/24", "--note", "first")
            #expect(made["expiresAt"] as? String == "2030-01-31T00:00:00.000Z")
            #expect(made["bundles"] as? [Int] == [1])
            try await expectList(fixture, Self.subscriberInList, "subscriber", "list", "--status", "active")
            try await expectList(fixture, Self.subscriberInList, "subscriber", "list", "--expired", count: 0)
            _ = try await expect(fixture, keys, "subscriber", "show", "ada")
            let updated = try await expect(
                fixture, keys, "subscriber", "update", "1", "--expires", "never", "--max-connections", "3")
            #expect(updated["expiresAt"] is NSNull)
            #expect(updated["countries"] as? [String] == ["NL"])
            let banned = try await expect(fixture, keys, "subscriber", "set-status", "ada", "banned", "--yes")
            #expect(banned["status"] as? String == "banned")
            _ = try await expect(fixture, keys, "subscriber", "set-status", "ada", "active")
            let token = try await expect(fixture, ["id", "username", "accessToken"], "subscriber", "token", "ada")
            #expect(token["accessToken"] as? String == made["accessToken"] as? String)
            let other = try await expect(
                fixture, ["id", "username", "accessToken"], "subscriber", "regenerate-token", "ada", "--yes")
            #expect(other["accessToken"] as? String != made["accessToken"] as? String)
            // Nodes hear of it.
            #expect(try await fixture.database.read { try $0.outbox.depth() } == 6)
            _ = try await expect(fixture, Self.bundle, "bundle", "show", "sports")
            _ = try await expect(fixture, Self.bundle, "bundle", "update", "1", "--name", "Balls")
            _ = try await expect(fixture, Self.bundle, "bundle", "delete", "Balls", "--yes")
            _ = try await expect(fixture, keys, "subscriber", "delete", "ada", "--yes")
            #expect(await fixture.run(["subscriber", "update", "ada", "--expires", "soon"]).code == 1)
            #expect(await fixture.run(["subscriber", "create", "x", "--expires", "soon"]).code == 2)
        }
    }

    @Test("live-stream, movie and show", arguments: TestEngine.available)
    func catalogue(_ engine: TestEngine) async throws {
        try await CommandFixture.with(engine) { fixture in
            let made = try await expect(
                fixture, Self.liveStream, "live-stream", "create", "News", "--number", "7", "--source",
                "http://operator:plum@encoder.example.org/news.ts")
            #expect(made["sources"] as? [String] == ["http://…@encoder.example.org/news.ts"])
            try await expectList(fixture, Self.liveStreamInList, "live-stream", "list", "--text", "new")
            _ = try await expect(fixture, Self.liveStream, "live-stream", "show", "1")
            let updated = try await expect(
                fixture, Self.liveStream, "live-stream", "update", "1", "--number", "8", "--sources-stdin",
                answers: ["http://a.example.org/1", "http://b.example.org/2"])
            #expect(updated["number"] as? Int == 8)
            #expect(updated["sourceCount"] as? Int == 2)
            let off = try await expect(fixture, Self.liveStream, "live-stream", "disable", "1", "--yes")
            #expect(off["isEnabled"] as? Bool == false)
            _ = try await expect(fixture, Self.liveStream, "live-stream", "enable", "1")
            let movie = try await expect(
                fixture, Self.movie, "movie", "create", "A Trip to the Moon", "--released", "1902-09-01", "--runtime",
                "14")
            #expect(movie["releaseDate"] as? String == "1902-09-01T00:00:00.000Z")
            try await expectList(fixture, Self.titleInList, "movie", "list", "--text", "MOON")
            _ = try await expect(fixture, Self.movie, "movie", "show", "1")
            _ = try await expect(fixture, Self.movie, "movie", "update", "1", "--title", "Moon")
            _ = try await expect(fixture, Self.show, "show", "create", "The Lighthouse")
            try await expectList(fixture, Self.titleInList, "show", "list")
            _ = try await expect(fixture, Self.show, "show", "show", "1")
            _ = try await expect(fixture, Self.show, "show", "update", "1", "--overview", "Waves")
            let bundle = try await expect(
                fixture, Self.bundle, "bundle", "create", "All", "--live-stream", "1", "--movie", "1", "--show", "1")
            #expect(bundle["movies"] as? [Int] == [1])
            let less = try await expect(fixture, Self.bundle, "bundle", "update", "All", "--remove-movie", "1")
            #expect(less["movies"] as? [Int] == [])
            _ = try await expect(fixture, Self.liveStream, "live-stream", "delete", "1", "--yes")
            _ = try await expect(fixture, Self.movie, "movie", "delete", "1", "--yes")
            _ = try await expect(fixture, Self.show, "show", "delete", "1", "--yes")
            #expect(await fixture.run(["movie", "show", "1"]).code == 1)
            #expect(await fixture.run(["movie", "show", "moon"]).code == 2)
        }
    }

    @Test("server, connection, outbox", arguments: TestEngine.available)
    func operations(_ engine: TestEngine) async throws {
        try await CommandFixture.with(engine) { fixture in
            let keys = Self.server
            let made = try await expect(
                fixture, keys, "server", "create", "node-1", "--public-url", "https://node-1.example.org")
            #expect(made["condition"] as? String == "never seen")
            try await expectList(fixture, keys, "server", "list")
            _ = try await expect(fixture, keys, "server", "show", "1")
            for (verb, status) in [("drain", "draining"), ("disable", "disabled"), ("activate", "active")] {
                let arguments = ["server", verb, "node-1"] + (verb == "activate" ? [] : ["--yes"])
                let outcome = await fixture.run(arguments + ["--output", "json"])
                #expect(try outcome.object["status"] as? String == status)
            }
            #expect(try await expect(fixture, keys, "server", "set-weight", "node-1", "3")["weight"] as? Int == 3)
            _ = try await expect(fixture, keys, "server", "delete", "node-1", "--yes")
            try await fixture.done("subscriber", "create", "ada")
            try await fixture.database.write { connection in
                try connection.execute(
                    """
                    INSERT INTO connections (session_id, subscriber_id, username, stream_name, format, address,
                        started_at, last_seen_at, bytes, ended_at)
                    VALUES ('a', 1, 'ada', 'News', 'hls', '192.0.2.1', 1, 2, 3, NULL),
                        ('b', NULL, 'bob', 'News', 'hls', '192.0.2.2', 1, 2, 3, NULL),
                        ('c', 1, 'ada', 'News', 'hls', '192.0.2.1', 1, 2, 3, 4)
                    """)
            }
            let connection: Set = [
                "id", "username", "stream", "server", "format", "address", "country", "userAgent", "startedAt",
                "lastSeenAt", "bytes",
            ]
            try await expectList(fixture, connection, "connection", "list", count: 2)
            try await expectList(fixture, connection, "connection", "list", "--subscriber", "ADA")
            let closed = await fixture.run(["connection", "close", "1", "3", "--yes", "--output", "json"])
            #expect(closed.code == 0, "\(closed.complaints)")
            #expect(try closed.items.map { $0["id"] as? Int } == [1])
            #expect(try Set(closed.items.first?.keys.map { $0 } ?? []) == connection)
            let all = await fixture.run(["connection", "close", "--subscriber", "ada", "--yes", "--output", "json"])
            #expect(try all.items.count == 1)
            #expect(await fixture.run(["connection", "close", "--yes"]).code == 2)
            #expect(await fixture.run(["connection", "close", "1", "--hold", "4000", "--yes"]).code == 2)
            try await fixture.database.write {
                try $0.execute("UPDATE outbox SET attempts = 2, next_attempt_at = 5 WHERE id = 1")
            }
            try await expectList(
                fixture, ["id", "aggregate", "type", "attempts", "createdAt", "nextAttemptAt"], "outbox", "list",
                "--limit", "2", count: 2)
            #expect(try await expect(fixture, ["retried"], "outbox", "retry")["retried"] as? Int == 1)
        }
    }

    @Test("status, config, migrate, backup and restore, cache", arguments: TestEngine.available)
    func platform(_ engine: TestEngine) async throws {
        try await CommandFixture.with(engine) { fixture in
            var fixture = fixture
            fixture.backends.cache = .init(MemoryCache(clock: fixture.clock), place: "the test's") { "7.2" }
            fixture.backends.flushCache = { 5 }
            let status = try await expect(fixture, ["services", "nodes", "outbox"], "status")
            let services = try #require(status["services"] as? [[String: Any]])
            #expect(services.map { $0["service"] as? String } == ["database", "cache"])
            for service in services {
                #expect(
                    Set(service.keys) == [
                        "service", "place", "condition", "version", "latencyMilliseconds", "problem",
                    ])
                #expect(service["version"] is String)
            }
            fixture.settings = [
                ConfiguredSetting(name: "STREAV_LOG_LEVEL", value: "notice", origin: .standard, readers: ["api"])
            ]
            try await expectList(fixture, ["name", "value", "origin", "readers", "problem"], "config")
            let migrated = try await expect(fixture, ["from", "to", "isChanged"], "migrate")
            #expect(migrated["isChanged"] as? Bool == false)
            #expect(await fixture.run(["migrate", "--check"]).code == 0)
            #expect(try await expect(fixture, ["removed"], "cache", "flush", "--yes")["removed"] as? Int == 5)
            fixture.backends.cache = nil
            #expect(await fixture.run(["cache", "flush", "--yes"]).code == 1)
            let path = try await TemporaryFolder.with { folder in
                let keys: Set = ["file", "format", "schema", "tables", "rows", "sha256"]
                _ = try await expect(fixture, keys, "backup", folder + "/b")
                _ = try await expect(fixture, keys.union(["isRestored"]), "restore", folder + "/b")
                return folder
            }
            #expect(!path.isEmpty)
        }
    }
}
