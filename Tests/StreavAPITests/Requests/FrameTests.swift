import StreavControl
import StreavDomain
import StreavLocal
import StreavStore
import Testing

@testable import StreavAPI

@Suite("Requests and answers")
struct FrameTests {
    @Test("A request without Accept and User-Agent is answered, and so is one that asks for other types")
    func bareRequests() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            #expect(try await client.get("/v1/movies").status == 200)
            #expect(try await client.get("/v1/movies", headers: ["Accept: text/html"]).status == 200)
        }
    }

    @Test("An unknown path is 404, an unknown method 405 with those that are, in problem documents")
    func pathsAndMethods() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            for path in [
                "/", "/v1", "/v1/", "/v2/movies", "/v1/Movies", "/v1/movies/", "/v1//movies", "/v1/movies/1/x",
                "/v1/movies/1/", "/v1/%6Dovies/%zz", "/oauth", "/oauth/introspect", "/oauth/token/", "/docs/",
                "/v1/shows/1/seasons/1/episodes", "/v1/movies%2F1",
            ] {
                let answer = try await client.get(path)
                #expect(answer.status == 404, "\(path)")
                #expect(answer.headers["content-type"] == "application/problem+json", "\(path)")
            }
            for (method, path, allowed) in [
                ("POST", "/v1/movies", "GET, HEAD"), ("GET", "/v1/live-streams/urls", "POST"),
                ("OPTIONS", "/v1/subscribers", "GET, HEAD, POST"),
                ("POST", "/v1/subscribers/1", "GET, HEAD, PUT, PATCH, DELETE"),
                ("GET", "/v1/subscribers/1/regenerate-access-token", "POST"),
            ] {
                let answer = try await client.send(method, path)
                #expect(answer.status == 405 && answer.headers["allow"] == allowed, "\(method) \(path)")
            }
            #expect(try await client.get("/v1/%6Dovies").status == 200)
        }
    }

    @Test("There is no CORS: no answer lets another origin in")
    func cors() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let answer = try await client.get("/v1/movies", headers: ["Origin: https://evil.example.org"])
            #expect(!answer.headers.keys.contains { $0.hasPrefix("access-control") })
        }
    }

    @Test("A GET has a strong ETag, is 304 while it is the same, and a HEAD is the same without content")
    func caching() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            for path in ["/v1/movies/1", "/v1/movies?pageSize=2", "/v1/categories", "/openapi.json", "/docs"] {
                let first = try await client.get(path)
                let tag = try #require(first.headers["etag"])
                #expect(tag.hasPrefix("\"") && first.headers["cache-control"] == "private, no-cache")
                for condition in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
                    let again = try await client.get(path, headers: ["If-None-Match: \(condition)"])
                    #expect(again.status == 304 && again.body.isEmpty && again.headers["etag"] == tag)
                }
                let other = try await client.get(path, headers: ["If-None-Match: \"x\""])
                #expect(other.status == 200 && other.body == first.body)
                let head = try await client.send("HEAD", path)
                #expect(head.status == 200 && head.body.isEmpty && head.headers["etag"] == tag)
            }
            let made = try await client.json("POST", "/v1/subscribers", "{}")
            #expect(made.headers["cache-control"] == "no-store" && made.headers["etag"] == nil)
        }
    }

    @Test("A 304 is given to nobody who may not read")
    func cachingAndTokens() async throws {
        try await APIFixture.run { fixture in
            let tag = try #require(try await fixture.authorized().get("/v1/movies/1").headers["etag"])
            let answer = try await fixture.client.get("/v1/movies/1", headers: ["If-None-Match: \(tag)"])
            #expect(answer.status == 401)
        }
    }

    @Test(
        "Bodies are JSON in UTF-8, plain, and at most a mebibyte",
        arguments: [
            ("application/json", 200), ("application/json; charset=utf-8", 200),
            ("Application/JSON;charset=\"UTF-8\"", 200), ("application/json; charset=iso-8859-1", 415),
            ("text/json", 415), ("application/problem+json", 415), ("application/x-www-form-urlencoded", 415),
            ("", 415),
        ])
    func mediaTypes(type: String, status: Int) async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let fields = type.isEmpty ? [] : ["Content-Type: \(type)"]
            let answer = try await client.send(
                "POST", "/v1/subscribers", headers: fields + ["Content-Length: 2"], content: "{}")
            #expect(answer.status == status)
        }
    }

    @Test("A body over the limit is 413, with and without a length; a compressed one is 415")
    func sizes() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let note = String(repeating: "x", count: 1_100_000)
            let chunked = try await client.json("POST", "/v1/subscribers", "{\"note\":\"\(note)\"}")
            #expect(chunked.status == 413)
            let long = try await client.send(
                "POST", "/v1/subscribers",
                headers: ["Content-Type: application/json", "Content-Length: \(note.utf8.count)"], content: note)
            #expect(long.status == 413)
            let packed = try await client.json("POST", "/v1/subscribers", "{}", headers: ["Content-Encoding: gzip"])
            #expect(packed.status == 415)
        }
    }

    @Test("Each application has its own rate, and is told when to come again")
    func rates() async throws {
        try await APIFixture.run(configure: { $0.burst = 5 }) { fixture in
            let secret = try await fixture.control.perform(as: .system("test")) {
                try $0.oauthApplications.create(
                    OAuthApplicationDetails(name: "Other", scopes: [.movieRead]), clientID: "other"
                ).clientSecret
            }
            let client = try await fixture.authorized()
            let other = fixture.client.with(
                token: try await fixture.token([.movieRead], id: "other", secret: secret))
            for _ in 0..<5 { #expect(try await client.get("/v1/movies/1").status == 200) }
            let refused = try await client.get("/v1/movies/1")
            #expect(refused.status == 429 && refused.headers["retry-after"] == "1")
            #expect(refused.json["code"] == .string("rate_limited"))
            #expect(try await other.get("/v1/movies/1").status == 200)
            fixture.clock.advance(by: .milliseconds(10))
            #expect(try await client.get("/v1/movies/1").status == 200)
            #expect(try await client.get("/v1/movies/1").status == 429)
        }
    }

    @Test("F14, S33: with the database away everything is 503, soon, and tells nothing of it; afterwards all is well")
    func databaseAway() async throws {
        let wrapped = FaultyDatabaseBox()
        try await APIFixture.run(wrap: { wrapped.wrap($0) }) { fixture in
            let client = try await fixture.authorized()
            #expect(try await client.get("/v1/movies/1").status == 200)
            wrapped.database?.setAway(true)
            for answer in [
                try await client.get("/v1/movies/1"), try await client.json("POST", "/v1/subscribers", "{}"),
                try await client.json("POST", "/v1/subscribers", "{}", headers: ["Idempotency-Key: a"]),
                try await fixture.client.form(
                    "/oauth/token", APIFixture.form([.movieRead]), headers: [APIFixture.basic()]),
                try await fixture.client.form("/oauth/revoke", "token=x", headers: [APIFixture.basic()]),
            ] {
                #expect(answer.status == 503)
                #expect(answer.headers["retry-after"] != nil)
                for word in ["postgres", "secret", "SELECT", "swift", "away:"] {
                    #expect(!answer.text.contains(word), "\(answer.text)")
                }
            }
            #expect(try await client.get("/v1/movies/x").status == 422)
            #expect(try await fixture.client.get("/healthz").status == 200)
            wrapped.database?.setAway(false)
            #expect(try await client.get("/v1/movies/1").status == 200)
            #expect(try await client.json("POST", "/v1/subscribers", "{}").status == 200)
        }
    }

    @Test(
        "S32: control and turning characters in paths and queries are refused or found nowhere",
        arguments: ["%00", "%0D%0A", "%0a", "%E2%80%A8", "%E2%80%AE", "%FF", "%C0%AF", "..%2f..%2fetc", "%zz"])
    func controls(text: String) async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let path = try await client.get("/v1/movies/\(text)")
            #expect([404, 422].contains(path.status))
            let query = try await client.get("/v1/movies?title=\(text)")
            #expect(query.status == 422 || query.json.whole("total") == 0)
            for answer in [path, query] {
                #expect(!answer.text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
                #expect(answer.headers["set-cookie"] == nil)
            }
        }
    }

    @Test("S33: neither pages nor fields tell the software's version")
    func versions() async throws {
        try await APIFixture.run { fixture in
            for path in ["/v1/movies", "/healthz", "/docs", "/metrics"] {
                let answer = try await fixture.client.get(path)
                #expect(answer.headers["server"] == nil && answer.headers["x-powered-by"] == nil)
                #expect(answer.headers["x-content-type-options"] == "nosniff")
            }
        }
    }
}
