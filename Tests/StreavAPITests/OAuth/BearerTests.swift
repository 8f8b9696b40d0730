import HTTPTypes
import StreavControl
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavSQL
import StreavWeb
import Testing

@testable import StreavAPI

@Suite("Presenting an access token")
struct BearerTests {
    private static let path = "/v1/subscribers/1"

    private static func challenge(_ answer: HTTPClient.Answer) -> String { answer.headers["www-authenticate"] ?? "" }

    @Test("S07: without credentials there is a challenge without an error code")
    func none() async throws {
        try await APIFixture.run { fixture in
            let token = try await fixture.token()
            for answer in [
                try await fixture.client.get(Self.path),
                try await fixture.client.get(Self.path + "?access_token=\(token)"),
                try await fixture.client.get(Self.path, headers: [APIFixture.basic()]),
            ] {
                #expect(answer.status == 401)
                #expect(Self.challenge(answer) == "Bearer realm=\"streav\"")
                #expect(answer.headers["content-type"] == "application/problem+json")
            }
        }
    }

    @Test("S07: the scheme's name is matched ignoring case")
    func scheme() async throws {
        try await APIFixture.run { fixture in
            let token = try await fixture.token()
            for scheme in ["Bearer", "bearer", "BEARER"] {
                let answer = try await fixture.client.get(Self.path, headers: ["Authorization: \(scheme) \(token)"])
                #expect(answer.status == 404)
            }
        }
    }

    @Test("S07: what is no token of ours, or is over, is invalid")
    func invalid() async throws {
        try await APIFixture.run { fixture in
            let token = try await fixture.token()
            let keys = SigningKeys(id: 1, key: APIFixture.master.derived(for: .bearerToken))
            func forged(issuer: String = APIFixture.publicURL, audience: String = AccessTokens.audience) -> String {
                BearerToken(
                    issuer: issuer, audience: audience, applicationID: 1, clientID: "shop", tokenID: "x",
                    issuedAt: 1_700_000_000, expiry: 1_700_003_600, scope: "api.subscriber.read", epoch: .max
                ).text(keys: keys)
            }
            #expect(try await fixture.client.with(token: forged()).get(Self.path).status == 404)
            for text in [
                "", "x", token + "x", String(token.dropLast()), forged(issuer: "https://other.example.org"),
                forged(audience: "other"), "\(token) \(token)",
            ] {
                let answer = try await fixture.client.get(Self.path, headers: ["Authorization: Bearer \(text)"])
                #expect(answer.status == 401)
                #expect(Self.challenge(answer) == "Bearer realm=\"streav\", error=\"invalid_token\"")
            }
            fixture.clock.advance(by: .seconds(3600 + 29))
            #expect(try await fixture.client.with(token: token).get(Self.path).status == 404)
            fixture.clock.advance(by: .seconds(1))
            let expired = try await fixture.client.with(token: token).get(Self.path)
            #expect(expired.status == 401)
            #expect(Self.challenge(expired).contains("invalid_token"))
        }
    }

    @Test("S07: a token in two ways is an invalid request")
    func twoWays() async throws {
        try await APIFixture.run { fixture in
            let token = try await fixture.token()
            let field = "Authorization: Bearer \(token)"
            for answer in [
                try await fixture.client.get(Self.path, headers: [field, field]),
                try await fixture.client.form("/v1/subscribers", "access_token=\(token)", headers: [field]),
                try await fixture.client.json(
                    "POST", "/v1/subscribers", "{\"access_token\":\"\(token)\"}", headers: [field]),
            ] {
                #expect(answer.status == 400)
                #expect(Self.challenge(answer) == "Bearer realm=\"streav\", error=\"invalid_request\"")
            }
        }
    }

    @Test("S07: every operation is refused without its scope, and let through with it alone")
    func scopeMatrix() async throws {
        try await APIFixture.run { fixture in
            var clients: [OAuthScope: HTTPClient] = [:]
            for scope in OAuthScope.allCases { clients[scope] = try await fixture.authorized([scope]) }
            let routes = APIServer.routes(control: fixture.control, playback: .sample)
            #expect(routes.allSatisfy { !$0.scopes.isEmpty })
            for route in routes {
                let path = route.path.text.replacing("{id}", with: "999999").replacing("{number}", with: "1")
                for scope in OAuthScope.allCases {
                    let client = try #require(clients[scope])
                    let answer =
                        route.body == nil
                        ? try await client.send(route.method.rawValue, path)
                        : try await client.json(route.method.rawValue, path, "{\"unknown\":1}")
                    if route.scopes.contains(scope) {
                        #expect(![401, 403].contains(answer.status), "\(route.name) with \(scope)")
                    } else {
                        #expect(answer.status == 403, "\(route.name) with \(scope)")
                        let expected =
                            "Bearer realm=\"streav\", error=\"insufficient_scope\", "
                            + "scope=\"\(route.scopes[0].rawValue)\""
                        #expect(Self.challenge(answer) == expected)
                    }
                }
            }
        }
    }

    @Test("S11: what an application may do is asked of its token, its secret is kept as a hash")
    func atRest() async throws {
        try await APIFixture.run { fixture in
            let hash = try await fixture.database.read {
                try $0.fetchValue("SELECT secret_hash FROM oauth_applications", as: [UInt8].self)
            }
            #expect(hash?.count == 32)
            let made = try await fixture.authorized().json("POST", "/v1/subscribers", "{}")
            guard case .string(let token) = made.json["accessToken"] else {
                Issue.record("no access token")
                return
            }
            #expect(token.count == 22)
            let rows = try await fixture.database.read {
                try $0.fetch("SELECT access_token_sealed, access_token_hash FROM subscribers") {
                    (try $0["access_token_sealed"] as [UInt8], try $0["access_token_hash"] as [UInt8])
                }
            }
            for (sealed, hash) in rows {
                #expect(sealed.firstRange(of: Array(token.utf8)) == nil)
                #expect(hash.count == 32)
            }
        }
    }
}
