import HTTPTypes
import StreavDomain
import StreavWeb
import Testing

@testable import StreavAPI

@Suite("What the reference tells programs of requests and refusals")
struct ReferenceRulesTests {
    private static let long = String(repeating: "a", count: 64)

    @Test(
        "What is taken of a subscriber is within the reference",
        arguments: [
            #"{"username":"..a"}"#, #"{"username":"A-b_c@d.e"}"#, "{\"username\":\"\(long)\"}",
            #"{"email":"a@b"}"#, #"{"email":"é+x@münchen.example"}"#,
            #"{"ipAddresses":["192.0.2.7","192.0.2.0/24","::","2001:DB8::/32","::ffff:192.0.2.1"]}"#,
            #"{"userAgents":["VLC/3.0 (Linux; x86_64)","日本"]}"#, #"{"countries":["de","FR"]}"#,
            #"{"bundles":[2,1],"statusId":3,"note":"two\nlines"}"#,
        ])
    func taken(_ body: String) async throws {
        try await APIFixture.run { fixture in
            let check = SchemaCheck(document: try await fixture.client.get("/openapi.json").json)
            #expect(check.faults(try JSONReader.read(Array(body.utf8)), Self.schema) == [])
            let answer = try await fixture.authorized().json("POST", "/v1/subscribers", body)
            #expect(answer.status == 200, "\(answer.text)")
        }
    }

    @Test(
        "What is against the reference is not taken",
        arguments: [
            #"{"username":"..."}"#, #"{"username":""}"#, #"{"username":"a b"}"#, #"{"email":"a@b@c"}"#,
            #"{"email":"a b@c"}"#, #"{"ipAddresses":["example.org"]}"#, #"{"ipAddresses":["192.0.2.1","192.0.2.1"]}"#,
            #"{"userAgents":[""]}"#, #"{"userAgents":["a\u0000"]}"#, #"{"userAgents":["a\u2028b"]}"#,
            #"{"note":"\u0000"}"#,
            #"{"userAgents":["VLC","VLC"]}"#, #"{"countries":["DEU"]}"#, #"{"countries":["D1"]}"#,
            #"{"bundles":[1,1]}"#,
            // 2001 characters, of which a reader sees one.
            "{\"note\":\"a\(String(repeating: "\u{301}", count: 2000))\"}",
            "{\"userAgents\":[\"a\(String(repeating: "\u{301}", count: 255))\"]}",
        ])
    func refused(_ body: String) async throws {
        try await APIFixture.run { fixture in
            let check = SchemaCheck(document: try await fixture.client.get("/openapi.json").json)
            #expect(check.faults(try JSONReader.read(Array(body.utf8)), Self.schema).count == 1)
            let answer = try await fixture.authorized().json("POST", "/v1/subscribers", body)
            #expect(answer.status == 422, "\(answer.text)")
        }
    }

    private static let schema = OpenAPISchemas.reference(SubscriberShapes.body.name)

    @Test("Every name in a query may come without a value, and is then as if it were not there")
    func emptyValues() async throws {
        try await APIFixture.run { fixture in
            let document = try await fixture.client.get("/openapi.json").json
            let client = try await fixture.authorized()
            for route in APIServer.routes(control: fixture.control, playback: .sample) where route.isSafe {
                guard route.path.parameters.isEmpty else { continue }
                let names = Self.parameters(document, route).filter { $0.text("in") == "query" }
                #expect(names.count == route.query.count)
                #expect(names.allSatisfy { $0["allowEmptyValue"] == .boolean(true) }, "\(route.name)")
                let query = names.compactMap { $0.text("name") }.map { "\($0)=" }.joined(separator: "&")
                let answer = try await client.get("\(route.path.text)?\(query)")
                let plain = try await client.get(route.path.text)
                #expect(answer.status == 200 && answer.text == plain.text, "\(route.name)")
            }
        }
    }

    @Test("A text in a query has no zero character, and the reference says so")
    func zeroCharacters() async throws {
        try await APIFixture.run { fixture in
            let document = try await fixture.client.get("/openapi.json").json
            let check = SchemaCheck(document: document)
            let client = try await fixture.authorized()
            for route in APIServer.routes(control: fixture.control, playback: .sample) where route.isSafe {
                for parameter in route.query {
                    guard case .text = parameter.type else { continue }
                    let told = Self.parameters(document, route).first { $0.text("name") == parameter.name }
                    let schema = try #require(told?["schema"])
                    #expect(check.faults(.string("a\nb"), schema) == [])
                    #expect(check.faults(.string("a\0"), schema).count == 1)
                    let answers = [
                        try await client.get("\(route.path.text)?\(parameter.name)=a%0Ab"),
                        try await client.get("\(route.path.text)?\(parameter.name)=a%00"),
                    ]
                    #expect(answers.map(\.status) == [200, 422], "\(route.name)")
                }
            }
        }
    }

    @Test(
        "A key for idempotency is as the reference says", arguments: ["a b", "é", String(repeating: "k", count: 256)])
    func keys(_ key: String) async throws {
        try await APIFixture.run { fixture in
            let document = try await fixture.client.get("/openapi.json").json
            let check = SchemaCheck(document: document)
            let client = try await fixture.authorized()
            for route in APIServer.routes(control: fixture.control, playback: .sample) where route.isRepeatable {
                let parameter = Self.parameters(document, route).first { $0.text("name") == "Idempotency-Key" }
                let schema = try #require(parameter?["schema"])
                #expect(check.faults(.string("!~\(String(repeating: "k", count: 253))"), schema) == [])
                #expect(check.faults(.string(key), schema).count == 1)
                let target = route.path.text.replacing("{id}", with: "1")
                let answer = try await client.json(
                    route.method.rawValue, target, "{}", headers: ["Idempotency-Key: \(key)"])
                #expect(answer.status == 422 && answer.fields == ["Idempotency-Key"], "\(route.name): \(answer.text)")
            }
        }
    }

    @Test("Refusals that have nothing to do with an operation's own rules are told of every operation")
    func refusals() async throws {
        try await APIFixture.run { fixture in
            let document = try await fixture.client.get("/openapi.json").json
            let client = try await fixture.authorized()
            for route in APIServer.routes(control: fixture.control, playback: .sample) {
                let (method, path) = (route.method.rawValue, route.path.text)
                let target = path.replacing("{id}", with: "1").replacing("{number}", with: "1")
                let told = document["paths"]?[path]?[method.lowercased()]?["responses"]
                var answers = [
                    try await fixture.client.send(method, target),
                    try await client.send(method, target, headers: ["Authorization: Bearer x"]),
                ]
                if route.isRepeatable {
                    let fields = ["Content-Type: text/plain", "Content-Length: 1"]
                    answers.append(try await client.send(method, target, headers: fields, content: "x"))
                    answers.append(try await client.json(method, target, "{"))
                }
                #expect(answers.map(\.status) == (route.isRepeatable ? [401, 400, 415, 400] : [401, 400]))
                for answer in answers {
                    let refusal = try #require(told?["\(answer.status)"], "\(route.name): \(answer.status)")
                    guard case .object(let fields) = refusal["headers"] else { continue }
                    for field in fields where field.value["required"] == .boolean(true) {
                        #expect(answer.headers[field.name.lowercased()] != nil, "\(route.name): \(field.name)")
                    }
                }
            }
        }
    }

    @Test("The answers of the OAuth endpoints are as the reference says")
    func oauth() async throws {
        try await APIFixture.run { fixture in
            let document = try await fixture.client.get("/openapi.json").json
            let check = SchemaCheck(document: document)
            for (form, headers, status) in [
                (APIFixture.form(OAuthScope.allCases), [APIFixture.basic()], 200),
                (APIFixture.form([.movieRead]), [APIFixture.basic(secret: "wrong")], 401),
                ("grant_type=client_credentials&scope=x", [APIFixture.basic()], 400), ("=", [], 400), ("", [], 404),
            ] {
                let answer = try await fixture.client.form("/oauth/token", form, headers: headers)
                #expect(answer.status == status)
                let told = document["paths"]?["/oauth/token"]?["post"]?["responses"]?["\(status)"]
                let schema = try #require(told?["content"]?["application/json"]?["schema"])
                #expect(check.faults(answer.json, schema) == [], "\(answer.text)")
            }
            for path in ["/oauth/token", "/oauth/revoke"] {
                let answer = try await fixture.client.get(path)
                #expect(document["paths"]?[path]?["post"]?["responses"]?["\(answer.status)"] != nil)
            }
        }
    }

    private static func parameters(_ document: JSON, _ route: Route) -> [JSON] {
        let operation = document["paths"]?[route.path.text]?[route.method.rawValue.lowercased()]
        guard case .array(let parameters) = operation?["parameters"] else { return [] }
        return parameters
    }
}
