import HTTPTypes
import StreavDomain
import StreavWeb
import Testing

@testable import StreavAPI

@Suite("The reference")
struct ReferenceTests {
    private static func path(_ route: Route) -> String {
        switch route.name {
        case "getShow", "listSeasons", "listEpisodes": "3"
        case "getPerson": "5"
        case "getOnDemandStream": "10"
        default: "1"
        }
    }

    @Test("Every answer of every operation is as the reference says, with all that can be included")
    func answers() async throws {
        try await APIFixture.run { fixture in
            let document = try await fixture.client.get("/openapi.json").json
            let check = SchemaCheck(document: document)
            let client = try await fixture.authorized()
            let made = try await client.json(
                "POST", "/v1/subscribers",
                #"{"bundles":[1,2],"ipAddresses":["::1"],"userAgents":["VLC"],"countries":["de"]}"#)
            #expect(made.status == 200)
            for route in APIServer.routes(control: fixture.control, playback: .sample) {
                let target = route.path.text.replacing("{id}", with: Self.path(route)).replacing("{number}", with: "1")
                let includes = route.query.first { $0.name == "include" }
                var query = ""
                if case .choice(let names) = includes?.type { query = "?include=" + names.joined(separator: ",") }
                let answer: HTTPClient.Answer
                switch route.method {
                case .get: answer = try await client.get(target + query)
                case .delete: continue
                default:
                    let isUsingStream10 = route.name == "getOnDemandStreamURLs"
                    let body =
                        route.path.text.hasSuffix("/urls")
                        ? "{\"streamId\":\(isUsingStream10 ? 10 : 1),\"subscriberId\":1,\"https\":false}"
                        : route.body == nil ? "{}" : "{\"bundles\":[1]}"
                    answer = try await client.json(route.method.rawValue, target, body)
                }
                #expect(answer.status == 200, "\(route.name): \(answer.text)")
                let operation = document["paths"]?[route.path.text]?[route.method.rawValue.lowercased()]
                let content = operation?["responses"]?["200"]?["content"]?["application/json"]
                let schema = try #require(content?["schema"])
                #expect(check.faults(answer.json, schema) == [], "\(route.name)")
                let example = try #require(content?["example"])
                #expect(check.faults(example, schema) == [], "the example of \(route.name)")
            }
        }
    }

    @Test("The examples of bodies are as the reference says, and are taken")
    func bodies() async throws {
        try await APIFixture.run { fixture in
            let document = try await fixture.client.get("/openapi.json").json
            let check = SchemaCheck(document: document)
            for route in APIServer.routes(control: fixture.control, playback: .sample) {
                guard let body = route.body else { continue }
                let schema = OpenAPISchemas.reference(body.name)
                #expect(check.faults(body.example, schema) == [])
            }
            let text = String(decoding: JSONWriter.bytes(of: SubscriberShapes.body.example), as: UTF8.self)
            let answer = try await fixture.authorized().json("POST", "/v1/subscribers", text)
            #expect(answer.status == 200, "\(answer.text)")
        }
    }

    @Test("Problems are as the reference says, and their types lead to a page")
    func problems() async throws {
        try await APIFixture.run { fixture in
            let document = try await fixture.client.get("/openapi.json").json
            let check = SchemaCheck(document: document)
            let client = try await fixture.authorized()
            for answer in [
                try await fixture.client.get("/v1/movies"), try await client.get("/v1/movies/x"),
                try await client.get("/v1/movies/999999"), try await client.get("/v1/nothing"),
                try await client.send("DELETE", "/v1/movies"),
                try await client.json("POST", "/v1/subscribers", "{\"email\":1}"),
                try await client.json("POST", "/v1/subscribers", "{"),
            ] {
                #expect(answer.headers["content-type"] == "application/problem+json")
                #expect(check.faults(answer.json, OpenAPISchemas.reference("Problem")) == [], "\(answer.text)")
                #expect(answer.json.whole("status") == answer.status)
                let page = try await fixture.client.get(answer.json.text("type") ?? "")
                #expect(page.status == 200 && page.headers["content-type"] == "text/html; charset=utf-8")
            }
            for code in DenialCode.allCases {
                #expect(try await fixture.client.get("/problems/\(code.rawValue)").status == 200)
            }
            #expect(try await fixture.client.get("/problems/no_such_code").status == 404)
        }
    }

    @Test("Operations, scopes and names are told once each, and the document names every route")
    func completeness() async throws {
        try await APIFixture.run { fixture in
            let document = try await fixture.client.get("/openapi.json").json
            #expect(document["openapi"] == .string("3.1.0"))
            let routes = APIServer.routes(control: fixture.control, playback: .sample)
            #expect(Set(routes.map(\.name)).count == routes.count)
            guard case .object(let paths) = document["paths"] else {
                Issue.record("no paths")
                return
            }
            #expect(Set(paths.map(\.name)).count == paths.count)
            #expect(Set(paths.map(\.name)) == Set(routes.map(\.path.text)).union(["/oauth/token", "/oauth/revoke"]))
            guard case .object(let schemas) = document["components"]?["schemas"] else {
                Issue.record("no schemas")
                return
            }
            #expect(Set(schemas.map(\.name)).count == schemas.count)
        }
    }

    @Test("The page for people needs nothing from elsewhere, runs nothing and names every operation")
    func page() async throws {
        try await APIFixture.run { fixture in
            let answer = try await fixture.client.get("/docs")
            #expect(answer.status == 200 && answer.headers["content-type"] == "text/html; charset=utf-8")
            #expect(answer.headers["content-security-policy"]?.contains("default-src 'none'") == true)
            let page = answer.text
            #expect(!page.contains("<script") && !page.contains("style=") && !page.contains("src="))
            #expect(!page.contains("href=\"http"))
            for route in APIServer.routes(control: fixture.control, playback: .sample) {
                #expect(page.contains("id=\"\(route.name)\"") && page.contains(route.path.text))
            }
            let style = try await fixture.client.get("/docs/style.css")
            #expect(style.status == 200 && style.headers["content-type"] == "text/css; charset=utf-8")
        }
    }

    @Test("The documents and the health pages need no token")
    func open() async throws {
        try await APIFixture.run { fixture in
            for path in [
                "/openapi.json", "/docs", "/healthz", "/readyz", "/metrics", "/problems/not_found",
                "/.well-known/oauth-authorization-server",
            ] {
                #expect(try await fixture.client.get(path).status == 200, "\(path)")
                #expect(try await fixture.client.send("HEAD", path).status == 200, "\(path)")
            }
            let refused = try await fixture.client.send("POST", "/openapi.json")
            #expect(refused.status == 405 && refused.headers["allow"] == "GET, HEAD")
        }
    }
}
