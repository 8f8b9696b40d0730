import StreavControl
import StreavDomain
import StreavTelemetry
import Testing

@testable import StreavAPI

@Suite("What the API tells scrapers")
struct MetricsTests {
    /// The value of a sample, by the text before it; nil when there is none.
    private static func value(_ sample: String, in text: String) -> Double? {
        text.split(separator: "\n").first { $0.hasPrefix(sample + " ") }
            .flatMap { Double($0.dropFirst(sample.utf8.count + 1)) }
    }

    @Test("Requests count by the template of their path, never by what is in it")
    func requests() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            for id in [1, 2, 999_999] { _ = try await client.get("/v1/movies/\(id)") }
            _ = try await client.get("/v1/movies?title=secret-of-mine")
            _ = try await client.get("/nowhere/secret-of-mine")
            _ = try await client.send("PROPFIND", "/v1/movies")
            _ = try await client.get("/openapi.json")
            _ = try await client.get("/problems/not_found")
            let text = fixture.registry.text()
            let missing = try #require(
                Self.value(#"streav_web_responses_total{route="/v1/movies/{id}",method="GET",class="4xx"}"#, in: text))
            let found = Self.value(
                #"streav_web_responses_total{route="/v1/movies/{id}",method="GET",class="2xx"}"#, in: text)
            #expect(missing + (found ?? 0) == 3)
            #expect(
                Self.value(#"streav_web_answer_seconds_count{route="/v1/movies/{id}",method="GET"}"#, in: text) == 3)
            for sample in [
                #"{route="/v1/movies",method="GET",class="2xx"}"#, #"{route="none",method="GET",class="4xx"}"#,
                #"{route="none",method="other",class="4xx"}"#, #"{route="/openapi.json",method="GET",class="2xx"}"#,
                #"{route="/problems/{code}",method="GET",class="2xx"}"#,
                #"{route="/oauth/token",method="POST",class="2xx"}"#,
            ] {
                #expect(Self.value("streav_web_responses_total\(sample)", in: text) == 1, "\(sample)\n\(text)")
            }
            #expect(Self.value("streav_web_requests_in_flight", in: text) == 0)
            #expect(!text.contains("secret-of-mine") && !text.contains("999999") && !text.contains("PROPFIND"))
        }
    }

    @Test("Tokens count by what came of asking, and so do refusals and those who are to come again later")
    func tokens() async throws {
        try await APIFixture.run(configure: {
            $0.requestsPerSecond = 1; $0.burst = 3
        }) { fixture in
            let client = try await fixture.authorized([.movieRead])
            for _ in 0..<12 {
                _ = try await fixture.client.form(
                    "/oauth/token", APIFixture.form([.movieRead]), headers: [APIFixture.basic(secret: "wrong")])
            }
            _ = try await fixture.client.form(
                "/oauth/token", "grant_type=client_credentials&scope=none", headers: [APIFixture.basic()])
            _ = try await fixture.client.form("/oauth/token", "")
            for _ in 0..<4 { _ = try await client.get("/v1/movies") }
            _ = try await client.get("/v1/shows")
            _ = try await fixture.client.get("/v1/movies")
            _ = try await fixture.client.with(token: "none").get("/v1/movies")
            let text = fixture.registry.text()
            for (sample, expected) in [
                (#"token_requests_total{outcome="issued"}"#, 1.0),
                (#"token_requests_total{outcome="invalid_client"}"#, 10),
                (#"token_requests_total{outcome="temporarily_unavailable"}"#, 2),
                (#"token_requests_total{outcome="invalid_scope"}"#, 1),
                (#"token_requests_total{outcome="invalid_request"}"#, 1),
                (#"token_requests_total{outcome="unavailable"}"#, 0),
                (#"refused_requests_total{reason="unauthorized"}"#, 1),
                (#"refused_requests_total{reason="invalid_token"}"#, 1),
                (#"refused_requests_total{reason="insufficient_scope"}"#, 1),
                (#"throttled_requests_total{kind="requests"}"#, 1),
                (#"throttled_requests_total{kind="failures"}"#, 2),
            ] {
                #expect(Self.value("streav_api_\(sample)", in: text) == expected, "\(sample)")
            }
        }
    }

    @Test("S33, S41: nothing of a caller is in the text")
    func noSecrets() async throws {
        try await APIFixture.run { fixture in
            let token = try await fixture.token()
            _ = try await fixture.client.with(token: token).get("/v1/subscribers?username=ann-secret")
            let text = fixture.registry.text()
            for secret in [token, APIFixture.clientSecret, APIFixture.clientID, "ann-secret", "127.0.0.1"] {
                #expect(!text.contains(secret), "\(secret)")
            }
        }
    }
}
