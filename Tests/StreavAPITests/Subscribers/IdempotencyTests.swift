import StreavControl
import StreavDomain
import StreavLocal
import StreavSQL
import Testing

@testable import StreavAPI

@Suite("Requests that come again")
struct IdempotencyTests {
    private static func key(_ key: String) -> [String] { ["Idempotency-Key: \(key)"] }

    @Test("A request with a key is done once, and its first answer given again, for a day")
    func twice() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let body = #"{"email":"a@b.c"}"#
            let first = try await client.json("POST", "/v1/subscribers", body, headers: Self.key("k1"))
            let again = try await client.json("POST", "/v1/subscribers", body, headers: Self.key("k1"))
            #expect(first.status == 200 && first.headers["idempotency-replayed"] == nil)
            #expect(again.status == 200 && again.headers["idempotency-replayed"] == "true")
            #expect(again.body == first.body && again.headers["content-type"] == "application/json")
            #expect(try await client.page("/v1/subscribers").total == 1)
            let other = try await client.json("POST", "/v1/subscribers", body, headers: Self.key("k2"))
            #expect(other.json["id"] != first.json["id"])
            fixture.clock.advance(by: RepeatableRequest.retention)
            let late = try await fixture.authorized().json("POST", "/v1/subscribers", body, headers: Self.key("k1"))
            #expect(late.status == 200 && late.json["id"] != first.json["id"])
        }
    }

    @Test(
        "The same key with another body is refused; on another path or method, or by another application, it is another"
    )
    func scope() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let first = try await client.json("POST", "/v1/subscribers", "{}", headers: Self.key("k"))
            let id = try #require(first.json.whole("id"))
            let other = try await client.json("POST", "/v1/subscribers", #"{"hls":true}"#, headers: Self.key("k"))
            #expect(other.status == 422 && other.fields == ["Idempotency-Key"])
            #expect(other.json["code"] == .string("idempotency_key_reused"))
            let path = "/v1/subscribers/\(id)"
            #expect(try await client.json("PUT", path, #"{"note":"p"}"#, headers: Self.key("k")).status == 200)
            #expect(try await client.json("PATCH", path, #"{"note":"m"}"#, headers: Self.key("k")).status == 200)
            let replayed = try await client.json("PUT", path, #"{"note":"p"}"#, headers: Self.key("k"))
            #expect(replayed.json["note"] == .string("p"))
            #expect(try await client.get(path).json["note"] == .string("m"))
            let secret = try await fixture.control.perform(as: .system("test")) {
                try $0.oauthApplications.create(
                    OAuthApplicationDetails(name: "Other", scopes: [.subscriberCreate]), clientID: "other"
                ).clientSecret
            }
            let theirs = fixture.client.with(
                token: try await fixture.token([.subscriberCreate], id: "other", secret: secret))
            let made = try await theirs.json("POST", "/v1/subscribers", "{}", headers: Self.key("k"))
            #expect(made.status == 200 && made.json["id"] != first.json["id"])
        }
    }

    @Test("Of twenty at once one is done; the others get its answer, or are told to come again")
    func concurrently() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let answers = try await withThrowingTaskGroup(of: HTTPClient.Answer.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await client.json("POST", "/v1/subscribers", "{}", headers: Self.key("same"))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let done = answers.filter { $0.status == 200 }
            let waiting = answers.filter { $0.status == 409 }
            #expect(!done.isEmpty && done.count + waiting.count == 20)
            #expect(done.count { $0.headers["idempotency-replayed"] == nil } == 1)
            #expect(Set(done.map(\.text)).count == 1)
            #expect(waiting.allSatisfy { $0.headers["retry-after"] == "1" })
            #expect(try await client.page("/v1/subscribers").total == 1)
        }
    }

    @Test("What was refused for its content is refused again the same; what may pass is not kept")
    func refusals() async throws {
        let box = FaultyDatabaseBox()
        try await APIFixture.run(wrap: { box.wrap($0) }) { fixture in
            let client = try await fixture.authorized()
            let bad = #"{"username":"late"}"#
            _ = try await client.json("POST", "/v1/subscribers", bad)
            let first = try await client.json("POST", "/v1/subscribers", bad, headers: Self.key("taken"))
            #expect(first.status == 422)
            _ = try await client.send("DELETE", "/v1/subscribers/1")
            let again = try await client.json("POST", "/v1/subscribers", bad, headers: Self.key("taken"))
            #expect(again.status == 422 && again.headers["idempotency-replayed"] == "true")
            #expect(again.body == first.body && again.headers["content-type"] == "application/problem+json")
            box.database?.setAway(true)
            #expect(try await client.json("POST", "/v1/subscribers", "{}", headers: Self.key("away")).status == 503)
            box.database?.setAway(false)
            let later = try await client.json("POST", "/v1/subscribers", "{}", headers: Self.key("away"))
            #expect(later.status == 200 && later.headers["idempotency-replayed"] == nil)
        }
    }

    @Test("S29: a recorded answer holds an access token, so it lies sealed; keys that are none are refused")
    func sealed() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let made = try await client.json("POST", "/v1/subscribers", "{}", headers: Self.key("s"))
            let token = try #require(made.json.text("accessToken"))
            let rows = try await fixture.database.read {
                try $0.fetchColumn("SELECT answer_body_sealed FROM idempotency_keys", as: [UInt8].self)
            }
            #expect(rows.count == 1 && rows.allSatisfy { $0.firstRange(of: Array(token.utf8)) == nil })
            for key in ["a b", "é", String(repeating: "k", count: 256)] {
                let answer = try await client.json("POST", "/v1/subscribers", "{}", headers: Self.key(key))
                #expect(answer.status == 422 && answer.fields == ["Idempotency-Key"])
            }
            let twice = try await client.json(
                "POST", "/v1/subscribers", "{}", headers: Self.key("x") + Self.key("y"))
            #expect(twice.status == 422)
        }
    }
}
