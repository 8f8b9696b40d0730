import StreavControl
import StreavDomain
import StreavLocal
import Testing

@testable import StreavAPI

@Suite("The token endpoint")
struct TokenEndpointTests {
    private static let scope = "scope=api.movie.read"
    private static let grant = "grant_type=client_credentials"
    private static let pair =
        "client_id=\(APIFixture.clientID)&client_secret=\(APIFixture.encoded(APIFixture.clientSecret))"

    @Test("S04: a token is a bearer for an hour, is kept by no cache, and comes without a refresh token")
    func success() async throws {
        try await APIFixture.run { fixture in
            for answer in [
                try await fixture.client.form(
                    "/oauth/token", "\(Self.grant)&scope=api.show.read+api.movie.read",
                    headers: ["Accept: application/json", APIFixture.basic()]),
                try await fixture.client.form(
                    "/oauth/token", "\(Self.grant)&scope=api.show.read+api.movie.read&\(Self.pair)"),
            ] {
                #expect(answer.status == 200)
                #expect(answer.headers["cache-control"] == "no-store")
                #expect(answer.headers["content-type"] == "application/json")
                #expect(answer.json["token_type"] == .string("Bearer"))
                #expect(answer.json["expires_in"] == .integer(3600))
                #expect(answer.json["scope"] == .string("api.movie.read api.show.read"))
                #expect(answer.json["refresh_token"] == nil)
            }
        }
    }

    @Test("S01: other methods are refused, and nothing is read from the query")
    func queryAndMethods() async throws {
        try await APIFixture.run { fixture in
            for method in ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"] {
                let answer = try await fixture.client.send(
                    method, "/oauth/token?\(Self.grant)&\(Self.scope)&\(Self.pair)")
                #expect(answer.status == 405)
                #expect(answer.headers["allow"] == "POST")
                #expect(answer.headers["cache-control"] == "no-store")
            }
            let answer = try await fixture.client.form(
                "/oauth/token?\(Self.pair)", "\(Self.grant)&\(Self.scope)&\(Self.pair)")
            #expect(answer.status == 400)
            #expect(answer.json["error"] == .string("invalid_request"))
        }
    }

    @Test("S02: each half of Basic is decoded; two ways at once are refused")
    func basic() async throws {
        try await APIFixture.run { fixture in
            func ask(_ form: String, _ header: String) async throws -> HTTPClient.Answer {
                try await fixture.client.form("/oauth/token", "\(Self.grant)&\(Self.scope)&\(form)", headers: [header])
            }
            let right = APIFixture.basic()
            #expect(try await ask("", right).status == 200)
            #expect(try await ask("client_id=shop", right).status == 200)
            #expect(try await ask("client_secret=x", right).json["error"] == .string("invalid_request"))
            #expect(try await ask("client_id=other", right).json["error"] == .string("invalid_request"))
            let twice = try await fixture.client.form(
                "/oauth/token", "\(Self.grant)&\(Self.scope)", headers: [right, right])
            #expect(twice.status == 400)
            for header in ["Authorization: Basic !!!", "Authorization: Basic", "Authorization: Bearer x"] {
                let answer = try await ask("", header)
                #expect(answer.status == 401)
                #expect(answer.headers["www-authenticate"] == "Basic realm=\"streav\"")
            }
        }
    }

    @Test("S03: an unknown client and a wrong secret get the same answer")
    func strangers() async throws {
        try await APIFixture.run { fixture in
            func ask(_ id: String, _ secret: String, byHeader: Bool) async throws -> HTTPClient.Answer {
                byHeader
                    ? try await fixture.client.form(
                        "/oauth/token", "\(Self.grant)&\(Self.scope)",
                        headers: [APIFixture.basic(id: id, secret: secret)])
                    : try await fixture.client.form(
                        "/oauth/token", "\(Self.grant)&\(Self.scope)&client_id=\(id)&client_secret=\(secret)")
            }
            for byHeader in [true, false] {
                let wrong = try await ask(APIFixture.clientID, "wrong", byHeader: byHeader)
                let unknown = try await ask("nobody", "wrong", byHeader: byHeader)
                #expect(wrong.status == 401 && unknown.status == 401)
                #expect(wrong.text == unknown.text)
                #expect(wrong.json["error"] == .string("invalid_client"))
                #expect(wrong.headers["www-authenticate"] == unknown.headers["www-authenticate"])
                #expect((wrong.headers["www-authenticate"] != nil) == byHeader)
            }
            let none = try await fixture.client.form("/oauth/token", "\(Self.grant)&\(Self.scope)")
            #expect(none.json["error"] == .string("invalid_client"))
        }
    }

    @Test(
        "S05: repeated, empty and unknown parameters, other types and large bodies",
        arguments: [
            ("\(grant)&\(scope)&\(scope)", 400, "invalid_request"),
            ("\(grant)&\(grant)&\(scope)", 400, "invalid_request"),
            ("\(grant)&\(scope)&x=1&x=2", 400, "invalid_request"), ("grant_type=&\(scope)", 400, "invalid_request"),
            ("\(scope)", 400, "invalid_request"), ("\(grant)&\(scope)&x=1", 200, ""),
            ("\(grant)&\(scope)&client_secret=", 200, ""), ("\(grant)&scope=", 400, "invalid_scope"),
            ("\(grant)", 400, "invalid_scope"), ("%zz=1", 404, "invalid_request"), ("", 404, "invalid_request"),
            ("&&&", 404, "invalid_request"), ("\(grant)&\(scope)&x=%FF", 404, "invalid_request"),
            ("\(grant)&\(scope)&x=\(String(repeating: "y", count: 17_000))", 413, "invalid_request"),
            ("\(grant)&\(scope)&x=\(String(repeating: "y", count: 1_000_000))", 413, "invalid_request"),
        ])
    func forms(form: String, status: Int, error: String) async throws {
        try await APIFixture.run { fixture in
            let answer = try await fixture.client.form("/oauth/token", form, headers: [APIFixture.basic()])
            #expect(answer.status == status)
            if status != 200 { #expect(answer.json["error"] == .string(error)) }
        }
    }

    @Test("S05: JSON instead of a form is not found")
    func notAForm() async throws {
        try await APIFixture.run { fixture in
            for type in ["application/json", "text/plain", "multipart/form-data; boundary=x"] {
                let body = "{\"grant_type\":\"client_credentials\"}"
                let answer = try await fixture.client.send(
                    "POST", "/oauth/token",
                    headers: [APIFixture.basic(), "Content-Type: \(type)", "Content-Length: \(body.utf8.count)"],
                    content: body)
                #expect(answer.status == 404)
                #expect(answer.json["error"] == .string("invalid_request"))
            }
        }
    }

    @Test("S06: no scope beyond the grant is given, none is left out silently, no other grant works")
    func scopesAndGrants() async throws {
        try await APIFixture.run { fixture in
            let secret = try await fixture.control.perform(as: .system("test")) {
                try $0.oauthApplications.create(
                    OAuthApplicationDetails(name: "Small", scopes: [.movieRead]), clientID: "small"
                ).clientSecret
            }
            func ask(_ form: String) async throws -> HTTPClient.Answer {
                try await fixture.client.form(
                    "/oauth/token", form, headers: [APIFixture.basic(id: "small", secret: secret)])
            }
            for scope in [
                "api.movie.read+api.show.read", "api.show.read", "api.nothing.read", "API.MOVIE.READ", "*", "+",
            ] {
                let answer = try await ask("\(Self.grant)&scope=\(scope)")
                #expect(answer.status == 400)
                #expect(answer.json["error"] == .string("invalid_scope"))
            }
            for grant in ["password", "refresh_token", "authorization_code", "implicit", "CLIENT_CREDENTIALS"] {
                let answer = try await ask("grant_type=\(grant)&\(Self.scope)&username=a&password=b")
                #expect(answer.status == 401)
                #expect(answer.json["error"] == .string("unsupported_grant_type"))
            }
            #expect(try await ask("\(Self.grant)&\(Self.scope)").status == 200)
        }
    }

    @Test("S12: guesses are throttled for the client, and the right secret is still served")
    func guesses() async throws {
        try await APIFixture.run { fixture in
            var statuses: [Int: Int] = [:]
            for guess in 0..<60 {
                let answer = try await fixture.client.form(
                    "/oauth/token", "\(Self.grant)&\(Self.scope)", headers: [APIFixture.basic(secret: "guess \(guess)")]
                )
                statuses[answer.status, default: 0] += 1
                if answer.status == 429 {
                    #expect(answer.json["error"] == .string("temporarily_unavailable"))
                    #expect(answer.headers["retry-after"] != nil)
                }
            }
            #expect(statuses == [401: FailureThrottle.clientLimit, 429: 60 - FailureThrottle.clientLimit])
            let right = try await fixture.client.form(
                "/oauth/token", "\(Self.grant)&\(Self.scope)", headers: [APIFixture.basic()])
            #expect(right.status == 200)
            fixture.clock.advance(by: FailureThrottle.window)
            let later = try await fixture.client.form(
                "/oauth/token", "\(Self.grant)&\(Self.scope)", headers: [APIFixture.basic(secret: "again")])
            #expect(later.status == 401)
        }
    }
}
