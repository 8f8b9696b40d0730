import StreavDomain
import StreavSQL
import StreavStore
import Testing

@testable import StreavAPI

@Suite("Bad requests")
struct ValidationTests {
    struct Bad: Sendable {
        let method: String
        let path: String
        let body: String?
        let status: Int
        /// Of the errors, in order.
        let fields: [String]

        init(_ method: String, _ path: String, _ body: String?, _ status: Int, _ fields: String...) {
            self.method = method
            self.path = path
            self.body = body
            self.status = status
            self.fields = fields
        }

        static func post(_ body: String, _ fields: String...) -> Bad { Bad(body: body, 422, fields) }
        static func malformed(_ body: String) -> Bad { Bad(body: body, 400, []) }
        static func get(_ path: String, _ fields: String...) -> Bad { Bad(path: path, fields) }

        private init(body: String, _ status: Int, _ fields: [String]) {
            (self.method, self.path, self.body) = ("POST", "/v1/subscribers", body)
            (self.status, self.fields) = (status, fields)
        }

        private init(path: String, _ fields: [String]) {
            (self.method, self.path, self.body) = ("GET", path, nil)
            (self.status, self.fields) = (422, fields)
        }
    }

    private static func many(_ entry: String, _ count: Int) -> String {
        "[" + [String](repeating: entry, count: count).joined(separator: ",") + "]"
    }

    private static let distinct = "[" + (1...101).map { "\"10.0.0.\($0)\"" }.joined(separator: ",") + "]"

    private static let corpus: [Bad] =
        [
            // What is no JSON, or no object.
            .malformed(""), .malformed("{"), .malformed("{}{}"), .malformed("{'a':1}"), .malformed("nope"),
            .malformed(#"{"note":"\ud800"}"#), .malformed(#"{"maxConnections":01}"#),
            .malformed(#"{"a":"# + String(repeating: "[", count: 40) + String(repeating: "]", count: 40) + "}"),
            .post("[]", "body"), .post("null", "body"), .post("\"x\"", "body"), .post("3", "body"),
            .post(#"{"note":"a","note":"b"}"#, "note"), .post(#"{"note":{"a":1,"a":2}}"#, "note.a"),
            // S28: what cannot be set.
            .post(#"{"id":7}"#, "id"), .post(#"{"accessToken":"x"}"#, "accessToken"),
            .post(#"{"createdAt":"2024-01-01"}"#, "createdAt"), .post(#"{"updatedAt":null}"#, "updatedAt"),
            .post(#"{"isAdmin":true,"ownerId":1,"owner":1}"#, "isAdmin", "owner", "ownerId"),
            .post(#"{"Email":"a@b.c"}"#, "Email"), .post(#"{"__proto__":{}}"#, "__proto__"),
            // Types.
            .post(#"{"username":1}"#, "username"), .post(#"{"email":true}"#, "email"),
            .post(#"{"maxConnections":"3"}"#, "maxConnections"), .post(#"{"maxConnections":3.0}"#, "maxConnections"),
            .post(#"{"maxConnections":1e1}"#, "maxConnections"), .post(#"{"maxConnections":[]}"#, "maxConnections"),
            .post(#"{"maxConnections":99999999999999999999}"#, "maxConnections"), .post(#"{"isTrial":1}"#, "isTrial"),
            .post(#"{"hls":"true","mpegTs":0}"#, "hls", "mpegTs"), .post(#"{"bundles":1}"#, "bundles"),
            .post(#"{"bundles":{"0":1}}"#, "bundles"), .post(#"{"ipAddresses":"::1"}"#, "ipAddresses"),
            .post(#"{"userAgents":["a",null,1]}"#, "userAgents[1]", "userAgents[2]"),
            .post(#"{"countries":[["DE"]]}"#, "countries[0]"), .post(#"{"statusId":"1"}"#, "statusId"),
            .post(#"{"note":{}}"#, "note"),
            // Names.
            .post(#"{"username":""}"#, "username"), .post(#"{"username":"."}"#, "username"),
            .post(#"{"username":"..."}"#, "username"), .post(#"{"username":"a b"}"#, "username"),
            .post(#"{"username":"a/b"}"#, "username"), .post(#"{"username":"é"}"#, "username"),
            .post(#"{"username":"a\u0000"}"#, "username"), .post(#"{"username":"live"}"#, "username"),
            .post(#"{"username":"Player_API.php"}"#, "username"), .post(#"{"username":"healthz"}"#, "username"),
            .post("{\"username\":\"\(String(repeating: "a", count: 65))\"}", "username"),
            // E-mail, note, number, status.
            .post(#"{"email":""}"#, "email"), .post(#"{"email":"string"}"#, "email"),
            .post(#"{"email":"a@b@c"}"#, "email"),
            .post(#"{"email":"a@b\r\nBcc: x"}"#, "email"),
            .post("{\"email\":\"\(String(repeating: "a", count: 250))@b.cd\"}", "email"),
            .post("{\"note\":\"\(String(repeating: "n", count: 2001))\"}", "note"),
            .post(#"{"note":"\u0000"}"#, "note"),
            .post(#"{"maxConnections":0}"#, "maxConnections"), .post(#"{"maxConnections":-1}"#, "maxConnections"),
            .post(#"{"maxConnections":10001}"#, "maxConnections"), .post(#"{"statusId":0}"#, "statusId"),
            .post(#"{"statusId":4}"#, "statusId"),
            // Moments.
            .post(#"{"expiresAt":1700000000}"#, "expiresAt"), .post(#"{"expiresAt":""}"#, "expiresAt"),
            .post(#"{"expiresAt":"2024-03-20T16:28:54"}"#, "expiresAt"),
            .post(#"{"expiresAt":"2023-02-29"}"#, "expiresAt"),
            .post(#"{"expiresAt":"tomorrow"}"#, "expiresAt"),
        ] + [
            // Lists.
            .post(#"{"bundles":[0]}"#, "bundles[0]"), .post(#"{"bundles":[1,-1,1.5]}"#, "bundles[1]", "bundles[2]"),
            .post(#"{"bundles":[1,1]}"#, "bundles[1]"), .post(#"{"bundles":[1,999]}"#, "bundles[1]"),
            .post(#"{"bundles":[2147483648]}"#, "bundles[0]"), .post("{\"bundles\":\(many("1", 1001))}", "bundles"),
            .post(#"{"ipAddresses":["1.2.3"]}"#, "ipAddresses[0]"),
            .post(#"{"ipAddresses":["::1","10.0.0.0/33"]}"#, "ipAddresses[1]"),
            .post(#"{"ipAddresses":["01.2.3.4","fe80::1%eth0"]}"#, "ipAddresses[0]", "ipAddresses[1]"),
            .post(#"{"ipAddresses":["::1","0:0::1"]}"#, "ipAddresses[1]"),
            .post("{\"ipAddresses\":\(distinct)}", "ipAddresses"), .post(#"{"userAgents":[""]}"#, "userAgents[0]"),
            .post(#"{"userAgents":["a\u000ab"]}"#, "userAgents[0]"),
            .post("{\"userAgents\":[\"\(String(repeating: "u", count: 256))\"]}", "userAgents[0]"),
            .post(#"{"countries":["XX","DEU",""]}"#, "countries[0]", "countries[1]", "countries[2]"),
            .post(#"{"countries":["de","DE"]}"#, "countries[1]"),
            // Several at once.
            .post(#"{"email":"x","maxConnections":0,"x":1,"hls":2}"#, "email", "hls", "maxConnections", "x"),
            // Other methods and paths.
            Bad("PUT", "/v1/subscribers/1", #"{"maxConnections":0}"#, 422, "maxConnections"),
            Bad("PUT", "/v1/subscribers/1", #"{"accessToken":"x"}"#, 422, "accessToken"),
            Bad("PATCH", "/v1/subscribers/1", #"{"username":"live"}"#, 422, "username"),
            Bad("PATCH", "/v1/subscribers/1", #"{"username":"taken"}"#, 422, "username"),
            Bad("PATCH", "/v1/subscribers/1", "[]", 422, "body"),
            Bad("PATCH", "/v1/subscribers/x", "{}", 422, "id"), Bad("DELETE", "/v1/subscribers/1.5", nil, 422, "id"),
            Bad("POST", "/v1/subscribers/1/regenerate-access-token", #"{"accessToken":"x"}"#, 422, "body"),
            Bad("POST", "/v1/live-streams/urls", "{}", 422, "streamId", "subscriberId"),
            Bad(
                "POST", "/v1/live-streams/urls", #"{"streamId":"1","subscriberId":0}"#, 422, "streamId",
                "subscriberId"),
            Bad(
                "POST", "/v1/live-streams/urls", #"{"streamId":99,"subscriberId":99}"#, 422, "streamId",
                "subscriberId"),
            Bad("POST", "/v1/on-demand-streams/urls", #"{"streamId":10,"subscriberId":1,"http":1}"#, 422, "http"),
            .get("/v1/subscribers/abc", "id"), .get("/v1/subscribers/1%00", "id"), .get("/v1/movies/007", "id"),
            .get("/v1/shows/3/seasons/one", "number"), .get("/v1/movies?page=0", "page"),
            .get("/v1/movies?page=x&pageSize=0", "page", "pageSize"), .get("/v1/movies?pageSize=-5", "pageSize"),
            .get("/v1/movies?page=1&Page=2", "page"), .get("/v1/movies?title=a&TITLE=b", "title"),
            .get("/v1/movies?sortBy=title;drop%20table", "sortBy"), .get("/v1/movies?sortBy=id_desc", "sortBy"),
            .get("/v1/movies?include=sources", "include"), .get("/v1/movies?bundleId=x", "bundleId"),
            .get("/v1/movies?page=99999999999999999999", "page"), .get("/v1/movies?title=%FF", "query"),
            .get("/v1/subscribers?Expired=yes&StatusId=9", "expired", "statusId"),
            .get("/v1/live-streams?categoryId=1.5", "categoryId"), .get("/v1/subscribers/1?include=owner", "include"),
        ]

    private struct Stored: Hashable, Sendable {
        let subscribers: [String]
        let activity: Int64
        let events: Int
    }

    private static func stored(_ fixture: APIFixture) async throws -> Stored {
        try await fixture.database.read { connection in
            Stored(
                subscribers: try connection.fetch("SELECT id, username, revision FROM subscribers ORDER BY id") {
                    "\(try $0["id"] as Int) \(try $0["username"] as String) \(try $0["revision"] as Int)"
                }, activity: try connection.activity.lastSequence(), events: try connection.outbox.depth())
        }
    }

    @Test("S28: each is refused by name, and nothing of any is done")
    func corpus() async throws {
        #expect(Self.corpus.count >= 60)
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            for name in ["mine", "taken"] {
                #expect(try await client.json("POST", "/v1/subscribers", "{\"username\":\"\(name)\"}").status == 200)
            }
            let before = try await Self.stored(fixture)
            for bad in Self.corpus {
                let answer =
                    if let body = bad.body {
                        try await client.json(bad.method, bad.path, body)
                    } else {
                        try await client.send(bad.method, bad.path)
                    }
                let what = "\(bad.method) \(bad.path) \(bad.body?.prefix(80) ?? "")"
                #expect(answer.status == bad.status, "\(what): \(answer.text)")
                #expect(answer.fields == bad.fields, "\(what): \(answer.text)")
                #expect(answer.headers["content-type"] == "application/problem+json")
            }
            #expect(try await Self.stored(fixture) == before)
        }
    }
}
