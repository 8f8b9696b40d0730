import StreavControl
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavStore
import Testing

@testable import StreavAPI

@Suite("Authentications at the API in the activity log")
struct AuthenticationAuditTests {
    private struct Line: Equatable {
        let action: String
        let application: String?
        let after: String?
    }

    private static func lines(_ fixture: APIFixture) async throws -> [Line] {
        try await fixture.database.read { connection in
            try connection.activity.entries(after: 0, limit: 100).map(\.activity)
                .filter { $0.actor.kind == .application }
                .map { Line(action: $0.action, application: $0.resourceName, after: $0.after) }
        }
    }

    @Test("S54: tokens that are issued, refused and revoked, and requests that are refused, without a secret")
    func all() async throws {
        try await APIFixture.run { fixture in
            let token = try await fixture.token([.movieRead])
            _ = try await fixture.client.form(
                "/oauth/token", APIFixture.form([.movieRead]), headers: [APIFixture.basic(secret: "wrong secret 17")])
            _ = try await fixture.client.form(
                "/oauth/token", APIFixture.form([.movieRead]), headers: [APIFixture.basic(id: "stranger-99")])
            _ = try await fixture.client.form(
                "/oauth/token", "grant_type=client_credentials&scope=none", headers: [APIFixture.basic()])
            _ = try await fixture.client.form(
                "/oauth/token", "grant_type=password&scope=none", headers: [APIFixture.basic()])
            #expect(try await fixture.client.with(token: token).get("/v1/movies").status == 200)
            #expect(try await fixture.client.with(token: token).get("/v1/shows").status == 403)
            #expect(try await fixture.client.with(token: "no.token").get("/v1/movies").status == 401)
            #expect(try await fixture.client.get("/v1/movies").status == 401)
            _ = try await fixture.client.form("/oauth/revoke", "token=\(token)", headers: [APIFixture.basic()])
            #expect(try await Self.lines(fixture).isEmpty)

            fixture.clock.advance(by: AuthenticationJournal.interval)
            #expect(try await APIFixture.eventually { try await Self.lines(fixture).count == 9 })
            func refused(_ action: String, _ application: String?, _ reason: String) -> Line {
                Line(action: action, application: application, after: #"{"count":1,"reason":"\#(reason)"}"#)
            }
            #expect(
                try await Self.lines(fixture) == [
                    Line(action: "oauth-token.issue", application: "Shop", after: #"{"count":1}"#),
                    refused("oauth-token.refuse", "Shop", "invalid_client"),
                    refused("oauth-token.refuse", nil, "invalid_client"),
                    refused("oauth-token.refuse", "Shop", "invalid_scope"),
                    refused("oauth-token.refuse", "Shop", "unsupported_grant_type"),
                    refused("api.refuse", "Shop", "insufficient_scope"),
                    refused("api.refuse", nil, "invalid_token"), refused("api.refuse", nil, "unauthorized"),
                    Line(action: "oauth-token.revoke", application: "Shop", after: #"{"count":1}"#),
                ])
            let text = try await fixture.database.read { connection in
                "\(try connection.activity.entries(after: 0, limit: 100))"
            }
            for secret in [token, APIFixture.clientSecret, "wrong secret 17", "stranger-99", "no.token"] {
                #expect(!text.contains(secret))
            }
            #expect(try await fixture.control.verifyActivity() == .intact(entries: 10))
        }
    }

    @Test("S54: what the last requests left is written when the server ends")
    func end() async throws {
        try await APIFixture.run { fixture in
            try await fixture.another { other in
                _ = try await other.token([.movieRead])
                #expect(try await Self.lines(fixture).isEmpty)
            }
            #expect(try await Self.lines(fixture).map(\.action) == ["oauth-token.issue"])
        }
    }
}
