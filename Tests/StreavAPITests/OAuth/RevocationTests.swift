import StreavControl
import StreavDomain
import StreavLocal
import Testing

@testable import StreavAPI

@Suite("Ending access tokens")
struct RevocationTests {
    private static let path = "/v1/subscribers/1"

    private static func revoke(
        _ token: String, _ client: HTTPClient, header: String = APIFixture.basic()
    ) async throws -> HTTPClient.Answer {
        try await client.form("/oauth/revoke", "token=\(token)", headers: [header])
    }

    @Test("S09: a revoked token ends here at once, and in another process within two seconds")
    func acrossProcesses() async throws {
        try await APIFixture.run { here in
            try await here.another { there in
                let token = try await here.token()
                let other = try await here.token()
                #expect(try await there.client.with(token: token).get(Self.path).status == 404)
                let answer = try await Self.revoke(token, here.client)
                #expect(answer.status == 200 && answer.body.isEmpty)
                #expect(answer.headers["cache-control"] == "no-store")
                #expect(try await here.client.with(token: token).get(Self.path).status == 401)
                // Two steps of the clock, each shorter than a second: two looks at the cache.
                for _ in 0..<2 {
                    try await there.clock.waitForSleepers(2)
                    there.clock.advance(by: TokenRevocations.pollInterval)
                }
                let isOver = try await APIFixture.eventually {
                    try await there.client.with(token: token).get(Self.path).status == 401
                }
                #expect(isOver)
                #expect(try await there.client.with(token: other).get(Self.path).status == 404)
            }
        }
    }

    @Test("S09: unknown and expired tokens are as good as revoked; another client's is refused and stays")
    func others() async throws {
        try await APIFixture.run { fixture in
            let secret = try await fixture.control.perform(as: .system("test")) {
                try $0.oauthApplications.create(
                    OAuthApplicationDetails(name: "Other", scopes: [.movieRead]), clientID: "other"
                ).clientSecret
            }
            let token = try await fixture.token()
            let foreign = try await Self.revoke(
                token, fixture.client, header: APIFixture.basic(id: "other", secret: secret))
            #expect(foreign.status == 400)
            #expect(foreign.json["error"] == .string("invalid_request"))
            #expect(try await fixture.client.with(token: token).get(Self.path).status == 404)
            #expect(try await Self.revoke("rubbish", fixture.client).status == 200)
            #expect(try await Self.revoke("", fixture.client).status == 400)
            #expect(
                try await Self.revoke(token, fixture.client, header: APIFixture.basic(secret: "wrong")).status == 401)
            #expect(try await fixture.client.get("/oauth/revoke").status == 405)
            fixture.clock.advance(by: .seconds(3700))
            #expect(try await Self.revoke(token, fixture.client).status == 200)
        }
    }

    @Test(
        "Deleting an application, rotating its secret and taking a scope end its tokens, not those made afterwards",
        arguments: ["delete", "rotate", "reduce", "disable"])
    func applications(change: String) async throws {
        try await APIFixture.run { fixture in
            let id = fixture.application
            let token = try await fixture.token()
            let client = fixture.client.with(token: token)
            #expect(try await client.get(Self.path).status == 404)
            let secret = try await fixture.control.perform(as: .system("test")) { transaction -> String? in
                let control = transaction.oauthApplications
                switch change {
                case "delete":
                    try control.delete(id)
                    return nil
                case "rotate":
                    return try control.rotateSecret(id)
                default:
                    try control.update(
                        id,
                        OAuthApplicationDetails(
                            name: "Shop", scopes: [.subscriberRead], isDisabled: change == "disable"))
                    return change == "disable" ? nil : APIFixture.clientSecret
                }
            }
            try await fixture.clock.waitForSleepers()
            fixture.clock.advance(by: TokenRevocations.pollInterval)
            let isOver = try await APIFixture.eventually { try await client.get(Self.path).status == 401 }
            #expect(isOver)
            if let secret {
                // The clock stands still but for the step: it is not the time that tells the new one from the old.
                let new = try await fixture.token([.subscriberRead], secret: secret)
                #expect(try await fixture.client.with(token: new).get(Self.path).status == 404)
            }
        }
    }

    @Test("S09: with the cache away the database tells, within two seconds too")
    func cacheAway() async throws {
        try await APIFixture.run { fixture in
            let token = try await fixture.token()
            let cache = FailingCache()
            try await fixture.with(cache: cache) { there in
                let client = there.client.with(token: token)
                #expect(try await client.get(Self.path).status == 404)
                #expect(try await Self.revoke(token, fixture.client).status == 200)
                try await there.clock.waitForSleepers(2)
                there.clock.advance(by: TokenRevocations.pollInterval)
                let isOver = try await APIFixture.eventually { try await client.get(Self.path).status == 401 }
                #expect(isOver)
                // And what is revoked there is revoked, although nobody can be told.
                let second = try await there.token()
                #expect(try await Self.revoke(second, there.client).status == 200)
                #expect(try await there.client.with(token: second).get(Self.path).status == 401)
            }
        }
    }

    @Test("S10: the metadata name the issuer and what exists, and nothing else")
    func metadata() async throws {
        try await APIFixture.run { fixture in
            let answer = try await fixture.client.get("/.well-known/oauth-authorization-server")
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "application/json")
            let document = answer.json
            #expect(document["issuer"] == .string(APIFixture.publicURL))
            #expect(document["token_endpoint"] == .string(APIFixture.publicURL + "/oauth/token"))
            #expect(document["revocation_endpoint"] == .string(APIFixture.publicURL + "/oauth/revoke"))
            #expect(document["grant_types_supported"] == .texts(["client_credentials"]))
            #expect(document["response_types_supported"] == .array([]))
            #expect(document["scopes_supported"] == .texts(OAuthScope.allCases.map(\.rawValue)))
            for method in ["token_endpoint_auth_methods_supported", "revocation_endpoint_auth_methods_supported"] {
                #expect(document[method] == .texts(["client_secret_basic", "client_secret_post"]))
            }
            #expect(document["introspection_endpoint"] == nil && document["jwks_uri"] == nil)
        }
    }

    @Test(
        "S10: a public address is https, or this machine's, without query, fragment and final slash",
        arguments: [
            ("https://api.example.org", true), ("https://api.example.org:5000/streav", true),
            ("http://127.0.0.1:5000", true), ("http://localhost", true), ("http://api.example.org", false),
            ("http://localhost.example.org", false), ("https://a?b", false), ("https://a#b", false),
            ("https://a/", false), ("https://", false), ("ftp://a", false), ("", false), ("https://a\"b", false),
        ])
    func publicAddress(text: String, isGood: Bool) {
        #expect((APIConfiguration.problem(ofPublicURL: text) == nil) == isGood)
    }
}
