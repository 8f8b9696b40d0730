import StreavControl
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavSQL
import StreavStore
import Testing

@testable import StreavAPI

@Suite("Subscribers by the API")
struct SubscriberTests {
    @Test("A new one has defaults, a generated name and a token, and is read back the same")
    func defaults() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let made = try await client.json("POST", "/v1/subscribers", "{}")
            #expect(made.status == 200)
            let json = made.json
            #expect(json["email"] == .null && json["expiresAt"] == .null && json["note"] == .null)
            #expect(json["maxConnections"] == .integer(1) && json["isTrial"] == .boolean(false))
            #expect(json["hls"] == .boolean(true) && json["mpegTs"] == .boolean(true))
            #expect(json["statusId"] == .integer(1) && json["bundles"] == nil && json["owner"] == nil)
            #expect(json["createdAt"] == .string("2023-11-14T22:13:20.000Z"))
            let id = try #require(json.whole("id"))
            #expect(try await client.get("/v1/subscribers/\(id)").json == json)
            let nulls = try await client.json(
                "POST", "/v1/subscribers",
                #"{"username":null,"email":null,"expiresAt":null,"maxConnections":null,"isTrial":null,"note":null,"#
                    + #""hls":null,"mpegTs":null,"bundles":null,"ipAddresses":null,"userAgents":null,"#
                    + #""countries":null,"statusId":null}"#)
            #expect(nulls.status == 200 && nulls.json["maxConnections"] == .integer(1))
        }
    }

    @Test("Escaped text, forms of addresses and countries are kept in their one form")
    func forms() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let made = try await client.json(
                "POST", "/v1/subscribers",
                #"{"email":"a\u002Bb@x.org","ipAddresses":["2001:DB8::0","::ffff:192.0.2.1","10.1.2.3/8"],"#
                    + #""countries":["de","US"],"userAgents":["VLC\u0026"],"bundles":[2,1]}"#)
            let id = try #require(made.json.whole("id"))
            #expect(made.json["email"] == .string("a+b@x.org"))
            let read = try await client.get(
                "/v1/subscribers/\(id)?include=countries,ipAddresses&Include=BUNDLES&include=userAgents")
            #expect(read.json["ipAddresses"] == .texts(["2001:db8::", "192.0.2.1", "10.0.0.0/8"]))
            #expect(read.json["countries"] == .texts(["DE", "US"]))
            #expect(read.json["userAgents"] == .texts(["VLC&"]))
            #expect(
                read.json["bundles"]
                    == .array([
                        .object(["id": .integer(2), "name": .string("Extra")]),
                        .object(["id": .integer(1), "name": .string("Basic")]),
                    ]))
        }
    }

    private static let full =
        #"{"username":"first","email":"a@b.c","expiresAt":"2030-01-01","maxConnections":5,"isTrial":true,"#
        + #""note":"n","hls":false,"mpegTs":false,"bundles":[1],"ipAddresses":["::1"],"userAgents":["VLC"],"#
        + #""countries":["DE"],"statusId":2}"#
    private static let included = "?include=bundles,ipAddresses,userAgents,countries"

    @Test("PUT replaces, and keeps username, status, token and owner when they are left out")
    func put() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let made = try await client.json("POST", "/v1/subscribers", Self.full)
            let id = try #require(made.json.whole("id"))
            let owner = try await fixture.control.perform(as: .system("test")) { transaction in
                let password = try HashedPassword("correct horse", cost: .init(logN: 10, r: 8, p: 1)!)
                let user = try transaction.users.create(
                    UserDetails(username: "owner", role: .operator), password: password)
                guard var details = try transaction.connection.subscribers.find(.init(Int32(id)))?.details else {
                    throw APIProblem.notFound
                }
                details.owner = user.id
                try transaction.subscribers.update(.init(Int32(id)), details)
                return user.id
            }
            let replaced = try await client.json("PUT", "/v1/subscribers/\(id)", "{}")
            #expect(replaced.status == 200)
            for member in ["username", "statusId", "accessToken"] {
                #expect(replaced.json[member] == made.json[member])
            }
            #expect(replaced.json["email"] == .null && replaced.json["expiresAt"] == .null)
            #expect(replaced.json["maxConnections"] == .integer(1) && replaced.json["hls"] == .boolean(true))
            let read = try await client.get("/v1/subscribers/\(id)\(Self.included)")
            for member in ["bundles", "ipAddresses", "userAgents", "countries"] {
                #expect(read.json[member] == .array([]))
            }
            let kept = try await fixture.database.read { try $0.subscribers.find(.init(Int32(id)))?.details.owner }
            #expect(kept == owner)
        }
    }

    @Test("PATCH merges: left out stays, null is the default, lists are replaced whole")
    func patch() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let made = try await client.json("POST", "/v1/subscribers", Self.full)
            let id = try #require(made.json.whole("id"))
            let path = "/v1/subscribers/\(id)"
            let before = try await client.get(path + Self.included)
            let same = try await client.json("PATCH", path, "{}")
            #expect(same.status == 200)
            #expect(try await client.get(path + Self.included).json == before.json)
            let changed = try await client.json(
                "PATCH", path,
                #"{"email":null,"maxConnections":null,"hls":null,"bundles":[2],"countries":null,"statusId":null,"#
                    + #""username":null,"note":"new"}"#)
            #expect(changed.json["email"] == .null && changed.json["maxConnections"] == .integer(1))
            #expect(changed.json["hls"] == .boolean(true) && changed.json["mpegTs"] == .boolean(false))
            #expect(changed.json["statusId"] == .integer(1) && changed.json["username"] == .string("first"))
            #expect(changed.json["note"] == .string("new"))
            let after = try await client.get(path + Self.included)
            #expect(after.json["countries"] == .array([]) && after.json["userAgents"] == .texts(["VLC"]))
            #expect(after.json["bundles"]?.first?["id"] == .integer(2))
        }
    }

    @Test("A new token ends the old one; a deleted id is gone and never used again")
    func regenerateAndDelete() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let made = try await client.json("POST", "/v1/subscribers", "{}")
            let id = try #require(made.json.whole("id"))
            let path = "/v1/subscribers/\(id)"
            let renewed = try await client.send("POST", path + "/regenerate-access-token")
            #expect(renewed.status == 200 && renewed.json["id"] == .integer(Int64(id)))
            #expect(renewed.json["accessToken"] != made.json["accessToken"])
            let old = try #require(made.json.text("accessToken"))
            let new = try #require(renewed.json.text("accessToken"))
            #expect(try await client.page("/v1/subscribers?AccessToken=\(old)").total == 0)
            #expect(try await client.page("/v1/subscribers?accesstoken=\(new)").ids == [id])
            let deleted = try await client.send("DELETE", path)
            #expect(deleted.status == 204 && deleted.body.isEmpty && deleted.headers["content-length"] == nil)
            #expect(try await client.get(path).status == 404)
            for method in ["DELETE", "PUT", "PATCH"] {
                let answer =
                    method == "DELETE" ? try await client.send(method, path) : try await client.json(method, path, "{}")
                #expect(answer.status == 404)
            }
            #expect(try await client.send("POST", path + "/regenerate-access-token").status == 404)
            let next = try await client.json("POST", "/v1/subscribers", "{}")
            #expect(try #require(next.json.whole("id")) > id)
        }
    }

    @Test("Of fifty that ask for one name at once, one gets it and the others are told")
    func race() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let answers = try await withThrowingTaskGroup(of: HTTPClient.Answer.self) { group in
                for index in 0..<50 {
                    let name = index % 2 == 0 ? "Wanted" : "wanted"
                    group.addTask { try await client.json("POST", "/v1/subscribers", "{\"username\":\"\(name)\"}") }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.status == 200 } == 1)
            #expect(answers.count { $0.status == 422 && $0.fields == ["username"] } == 49)
            #expect(try await client.page("/v1/subscribers?username=wanted").total == 1)
        }
    }

    @Test("Lists are filtered, sorted with what has no expiry last, and paged")
    func lists() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            for body in [
                #"{"username":"b_one","email":"x@one.org","expiresAt":"2024-01-01","bundles":[1]}"#,
                #"{"username":"Axone","email":"y@one.org"}"#,
                #"{"username":"c","expiresAt":"2020-01-01","statusId":2}"#,
                #"{"username":"d","expiresAt":"2023-11-14T22:13:20Z","statusId":3}"#,
            ] {
                #expect(try await client.json("POST", "/v1/subscribers", body).status == 200)
            }
            func ids(_ query: String) async throws -> [Int] { try await client.page("/v1/subscribers?\(query)").ids }
            #expect(try await ids("") == [1, 2, 3, 4])
            #expect(try await ids("Username=B_ONE") == [1])
            #expect(try await ids("username=_one") == [1])
            #expect(try await ids("username=%25") == [])
            #expect(try await ids("Email=ONE.org&SortBy=USERNAME") == [2, 1])
            #expect(try await ids("SortBy=username_desc") == [4, 3, 1, 2])
            #expect(try await ids("StatusId=3") == [4])
            #expect(try await ids("Expired=TRUE") == [3, 4])
            #expect(try await ids("expired=false") == [1, 2])
            #expect(try await ids("SortBy=expiresAt") == [3, 4, 1, 2])
            #expect(try await ids("SortBy=expiresAt_desc") == [1, 4, 3, 2])
            let page = try await client.get("/v1/subscribers?page=2&pageSize=3&include=bundles").json
            #expect(page["page"] == .integer(2) && page["total"] == .integer(4) && page["totalPages"] == .integer(2))
            let first = try await client.page("/v1/subscribers?page=1&pageSize=1&include=bundles")
            #expect(first.data[0]["bundles"]?.first?["name"] == .string("Basic"))
            let none = try await client.get("/v1/subscribers?username=nobody").json
            #expect(none["totalPages"] == .integer(0) && none["data"] == .array([]))
        }
    }

    @Test("A list takes as many statements for a hundred entries as for one")
    func statements() async throws {
        let box = FaultyDatabaseBox()
        try await APIFixture.run(wrap: { box.wrap($0) }) { fixture in
            let client = try await fixture.authorized()
            for _ in 0..<30 {
                _ = try await client.json("POST", "/v1/subscribers", #"{"bundles":[1,2],"countries":["DE"]}"#)
            }
            let database = try #require(box.database)
            func count(_ path: String) async throws -> Int {
                _ = database.takeCount()
                #expect(try await client.get(path).status == 200)
                return database.takeCount()
            }
            for (path, most) in [
                ("/v1/subscribers?include=bundles,ipAddresses,userAgents,countries", 6), ("/v1/movies", 2),
                ("/v1/movies?include=genres,casts&bundleId=1&title=o", 4), ("/v1/bundles", 2), ("/v1/live-streams", 2),
                ("/v1/shows/3/seasons", 3),
            ] {
                let sign = path.contains("?") ? "&" : "?"
                let one = try await count("\(path)\(sign)pageSize=1")
                let all = try await count("\(path)\(sign)pageSize=100")
                #expect(one == all && all <= most, "\(path): \(one) and \(all)")
            }
            #expect(try await count("/v1/subscribers/1?include=bundles") <= 8)
            #expect(try await count("/v1/movies/1?include=genres,casts") == 3)
        }
    }

    @Test("Each change tells the streaming nodes and the activity log, in the application's name")
    func traces() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let id = try #require(try await client.json("POST", "/v1/subscribers", "{}").json.whole("id"))
            _ = try await client.json("PATCH", "/v1/subscribers/\(id)", #"{"statusId":2}"#)
            _ = try await client.send("DELETE", "/v1/subscribers/\(id)")
            let (log, events) = try await fixture.database.read { connection in
                (
                    try connection.activity.entries(after: 0, limit: 100).map(\.activity),
                    try connection.outbox.waiting(now: .init(milliseconds: .max), limit: 100)
                )
            }
            let ours = log.filter { $0.resource == "subscriber" }
            #expect(ours.map(\.action) == ["subscriber.create", "subscriber.update", "subscriber.delete"])
            #expect(ours.allSatisfy { $0.actor.kind == .application && $0.actor.name == APIFixture.clientID })
            #expect(ours.allSatisfy { $0.actor.address == "127.0.0.1" })
            #expect(events.count { $0.aggregate == "subscriber/\(id)" } == 3)
        }
    }
}

extension JSON {
    /// The first entry of an array.
    fileprivate var first: JSON? {
        guard case .array(let values) = self else { return nil }
        return values.first
    }
}
