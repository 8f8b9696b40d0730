import Foundation
import Testing

/// Every refusal of the seeded households, as a player sees it.
@Suite("Denials")
struct DenialTests {
    private struct Case {
        var username: String
        var tail: String
        var status: Int
        /// Nil: admitted.
        var code: String?
        var userAgent: String? = "Player/1.0"
    }

    private static let cases: [Case] = [
        Case(username: "expired", tail: "1.m3u8", status: 403, code: "subscriber_expired"),
        Case(username: "expired", tail: "1.ts", status: 403, code: "subscriber_expired"),
        Case(username: "disabled", tail: "1.m3u8", status: 403, code: "subscriber_disabled"),
        Case(username: "disabled", tail: "1.ts", status: 403, code: "subscriber_disabled"),
        Case(username: "banned", tail: "1.m3u8", status: 403, code: "subscriber_banned"),
        Case(username: "banned", tail: "1.ts", status: 403, code: "subscriber_banned"),
        Case(username: "nothing", tail: "1.m3u8", status: 403, code: "stream_not_in_bundle"),
        Case(username: "nothing", tail: "1.ts", status: 403, code: "stream_not_in_bundle"),
        Case(username: "essential", tail: "3.m3u8", status: 403, code: "stream_not_in_bundle"),
        Case(username: "essential", tail: "1.m3u8", status: 200),
        Case(username: "hls-only", tail: "1.ts", status: 403, code: "format_not_allowed"),
        Case(username: "hls-only", tail: "1.m3u8", status: 200),
        Case(username: "ts-only", tail: "1.m3u8", status: 403, code: "format_not_allowed"),
        Case(username: "ts-only", tail: "1.ts", status: 200),
        Case(username: "ts-only", tail: "1", status: 200),
        Case(username: "at-home", tail: "1.m3u8", status: 403, code: "ip_not_allowed"),
        Case(username: "at-home", tail: "1.ts", status: 403, code: "ip_not_allowed"),
        Case(username: "on-loopback", tail: "1.m3u8", status: 200),
        Case(username: "on-loopback", tail: "1.ts", status: 200),
        Case(username: "vlc-only", tail: "1.m3u8", status: 403, code: "user_agent_not_allowed"),
        Case(username: "vlc-only", tail: "1.ts", status: 403, code: "user_agent_not_allowed", userAgent: nil),
        Case(username: "vlc-only", tail: "1.m3u8", status: 200, userAgent: "VLC/3.0.18 LibVLC/3.0.18"),
        Case(username: "abroad", tail: "1.m3u8", status: 403, code: "country_not_allowed"),
        Case(username: "abroad", tail: "1.ts", status: 403, code: "country_not_allowed"),
        Case(username: "demo", tail: "999.m3u8", status: 404, code: "stream_not_found"),
        Case(username: "demo", tail: "999.ts", status: 404, code: "stream_not_found"),
        Case(username: "expired", tail: "999.m3u8", status: 403, code: "subscriber_expired"),
        Case(username: "trial", tail: "1.m3u8", status: 200),
        Case(username: "ends-soon", tail: "1.ts", status: 200),
    ]

    @Test("Every household gets its reason, and strangers get none", .timeLimit(.minutes(3)))
    func households() async throws {
        try await SeededWorld.with(["--log-level", "info"]) { world in
            try await world.awaitStreams([1])
            for (index, item) in Self.cases.enumerated() {
                let client = RawHTTPClient(source: "127.0.50.\(index + 1)", userAgent: item.userAgent)
                try await Self.check(item, client, world)
            }
            let log = world.simulator.standardError
            #expect(log.contains("No country database is configured"), "the log names what is missing")
            // The addresses that are printed for people are the demo subscriber's.
            for (username, token) in world.accessTokens where username != "demo" {
                #expect(!log.contains(token), "S41: the token of \(username) in the log")
            }
            try await Self.strangers(world)
            try await Self.stuffing(world)
        }
    }

    private static func check(_ item: Case, _ client: RawHTTPClient, _ world: SeededWorld) async throws {
        let address = try world.live(item.username, item.tail)
        let (head, connection) = try await client.open(address)
        defer { connection.close() }
        #expect(head.status == item.status, "\(item)")
        guard let code = item.code else { return }
        var answer = head
        let length = head["Content-Length"].flatMap { Int($0) } ?? 0
        answer.body = try await connection.read(atLeast: length, within: .seconds(2)).bytes
        #expect(answer.denialCode == code, "\(item): \(answer.fields) \(answer.text)")
        // The same through HEAD, as far as a HEAD goes.
        let checked = try await client.send("HEAD", address)
        #expect(checked.status == item.status, "HEAD \(item)")
        #expect(checked["Streav-Denial"] == code, "HEAD \(item)")
    }

    /// S44: nobody learns which of the two was wrong, nor anything of a subscriber whose token is not theirs.
    private static func strangers(_ world: SeededWorld) async throws {
        let base = "\(world.simulator.ready.streaming)/live"
        let token = try #require(world.accessTokens["demo"])
        var answers: [[String]] = []
        for (index, pair) in [
            "demo/wrong", "nobody/\(token)", "nobody/wrong", "expired/\(token)", "banned/wrong",
            "demo/\(token.dropLast())", "demo/\(token)x", "DEMO/wrong", "demo/\(token.lowercased())",
        ].enumerated() {
            let client = RawHTTPClient(source: "127.0.51.\(index + 1)")
            for tail in ["1.m3u8", "1.ts", "999.ts"] {
                let answer = try await client.get("\(base)/\(pair)/\(tail)")
                #expect(answer.status == 401, "\(pair)")
                #expect(answer.denialCode == "credentials_invalid", "\(pair)")
                let fields = answer.fields.filter { $0.name != "Date" }.map { "\($0.name): \($0.value)" }
                answers.append(["\(answer.status)", answer.text] + fields)
            }
        }
        #expect(Set(answers).count == 1, "\(Set(answers))")
    }

    /// S44: 20 failures a minute from an address, and no word more; other addresses do not suffer.
    private static func stuffing(_ world: SeededWorld) async throws {
        let attacker = RawHTTPClient(source: "127.0.52.1")
        let base = "\(world.simulator.ready.streaming)/live/demo"
        for number in 1...20 {
            #expect(try await attacker.get("\(base)/guess\(number)/1.m3u8").status == 401, "guess \(number)")
        }
        for tail in ["guess21/1.m3u8", "guess22/1.ts", "\(try #require(world.accessTokens["demo"]))/1.m3u8"] {
            let answer = try await attacker.get("\(base)/\(tail)")
            #expect(answer.status == 429)
            #expect(answer.denialCode == "rate_limited")
            let wait = try #require(answer["Retry-After"].flatMap { Int($0) })
            #expect((1...60).contains(wait))
        }
        let honest = RawHTTPClient(source: "127.0.52.2")
        #expect(try await honest.get(try world.live("demo", "1.m3u8")).status == 200)
    }

    @Test("With a country database, loopback is in no country")
    func countries() async throws {
        let database = Fixtures.folder.appendingPathComponent("geography/countries.mmdb").path
        try await SeededWorld.with(["--log-level", "info", "--countries", database]) { world in
            try await world.awaitStreams([1])
            let client = RawHTTPClient(source: "127.0.53.1")
            let answer = try await client.get(try world.live("abroad", "1.m3u8"))
            #expect(answer.status == 403)
            #expect(answer.denialCode == "country_not_allowed")
            #expect(!world.simulator.standardError.contains("No country database"))
            #expect(try await client.get(try world.live("demo", "1.m3u8")).status == 200)
        }
    }
}
