import Foundation
import Testing

/// The thirty exchanges of a client that exists, byte for byte, against the platform as it is started.
@Suite("The published client", .timeLimit(.minutes(1)))
struct ExchangeTests {
    private static let scopes =
        "api.live-stream.read+api.movie.read+api.show.read+api.subscriber.read+api.subscriber.create"
        + "+api.subscriber.update+api.od-stream.read"

    private static let titleMembers: Set = [
        "id", "title", "overview", "releaseDate", "runtimeMinutes", "language", "countryCode", "posterUrl",
        "backdropUrl", "rating", "ratingSource", "director",
    ]

    @Test("works unchanged against streav-sim, and what it is given plays")
    func thirty() async throws {
        try await SimulatorProcess.with(["--seed", "7"]) { simulator in
            let application = try #require(simulator.ready.oauth)
            var client = ThirdParty(base: simulator.ready.api)
            client.token = try await Self.tokens(client, (application.clientId, application.clientSecret))
            let stream = try await Self.movies(client)
            try await Self.shows(client)
            try await Self.subscribers(client, stream: stream)
            for token in [nil, "unknown"] {
                client.token = token
                let refused = try await client.get("/v1/movies/1")
                #expect(refused.status == 401 && refused.head["WWW-Authenticate"]?.hasPrefix("Bearer") == true)
            }
        }
    }

    /// 1 to 6.
    private static func tokens(_ client: ThirdParty, _ basic: (id: String, secret: String)) async throws -> String {
        let form = "grant_type=client_credentials&scope=\(scopes)"
        let first = try await client.form(form, basic: basic)
        #expect(
            first.status == 200 && first["token_type"] as? String == "Bearer" && first["expires_in"] as? Int == 3600)
        let pair = "client_id=\(basic.id)&client_secret=\(basic.secret)"
        #expect(try await client.form("\(form)&\(pair)").status == 200)
        let wrong = try await client.form(form, basic: (basic.id, "wrong"))
        #expect(wrong.status == 401 && wrong["error"] as? String == "invalid_client")
        let password = try await client.form("grant_type=password&scope=api.movie.read", basic: basic)
        #expect(password.status == 401 && password["error"] as? String == "unsupported_grant_type")
        #expect(try await client.form("", basic: basic).status == 404)
        #expect(try await client.form("{}", basic: basic, type: "application/json").status == 404)
        #expect(try await client.form("grant_type=client_credentials&scope=api.bundle.read&\(pair)").status == 200)
        return try #require(first["access_token"] as? String)
    }

    /// 7 to 14. Returns the stream of a movie.
    private static func movies(_ client: ThirdParty) async throws -> Int {
        let latest = try await page(client, "/v1/movies?sortBy=releaseDate_desc&pageSize=1&bundleId=1")
        #expect(latest.data.count == 1 && latest["total"] as? Int == 12 && latest["totalPages"] as? Int == 12)
        let movie = try #require(latest.data.first)
        #expect(Set(movie.keys) == titleMembers.union(["streamId"]))
        let ten = try await page(client, "/v1/movies?sortBy=releaseDate_desc&pageSize=10&bundleId=1")
        let dates = ten.data.compactMap { $0["releaseDate"] as? String }
        #expect(
            dates.count == 10 && dates == dates.sorted(by: >) && dates.allSatisfy { $0.hasSuffix("T00:00:00.000Z") })
        let best = try await page(client, "/v1/movies?sortBy=rating_desc&pageSize=10&bundleId=1")
        let ratings = best.data.compactMap { $0["rating"] as? Double }
        #expect(ratings.count == 10 && ratings == ratings.sorted(by: >))
        let unfiltered = try await page(
            client, "/v1/movies?title=&sortBy=releaseDate_desc&page=1&pageSize=12&bundleId=1")
        #expect(unfiltered.data.count == 12)
        let none = try await page(
            client, "/v1/movies?title=star%20wars&sortBy=rating&page=1&pageSize=12&bundleId=1")
        #expect(none.data.isEmpty && none["total"] as? Int == 0)
        let found = try await page(
            client, "/v1/movies?title=THE%20salt&sortBy=rating&page=1&pageSize=12&bundleId=1")
        #expect(found.data.compactMap { $0["title"] as? String } == ["The Salt Ledger"])
        let past = try await page(client, "/v1/movies?title=&sortBy=releaseDate&page=9999&pageSize=12&bundleId=1")
        #expect(past.data.isEmpty && past["total"] as? Int == 12)
        let one = try await client.get("/v1/movies/1?include=genres&include=casts")
        #expect(one.status == 200 && one.names == titleMembers.union(["streamId", "genres", "casts"]))
        let casts = try #require(one["casts"] as? [[String: Any]])
        #expect(!casts.isEmpty)
        #expect(casts.allSatisfy { Set($0.keys) == ["id", "name", "profilePictureUrl", "character"] })
        let poster = try await RawHTTPClient().get(try #require(one["posterUrl"] as? String))
        #expect(poster.status == 200 && poster["Content-Type"] == "image/jpeg")
        #expect(try await client.get("/v1/movies/999999?include=genres&include=casts").status == 404)
        return try #require(movie["streamId"] as? Int)
    }

    /// 15 to 22.
    private static func shows(_ client: ThirdParty) async throws {
        let latest = try await page(client, "/v1/shows?sortBy=releaseDate_desc&pageSize=1&bundleId=1")
        #expect(latest.data.first.map { Set($0.keys) } == titleMembers.union(["lastReleaseDate"]))
        for target in ["sortBy=releaseDate_desc&pageSize=10", "sortBy=rating_desc&pageSize=10"] {
            #expect(try await !page(client, "/v1/shows?\(target)&bundleId=1").data.isEmpty)
        }
        let second = try await page(client, "/v1/shows?title=&sortBy=rating_desc&page=2&pageSize=12&bundleId=1")
        #expect(second["page"] as? Int == 2)
        #expect(try await client.get("/v1/shows/3?include=genres&include=casts").status == 200)
        let seasons = try await page(client, "/v1/shows/3/seasons?pageSize=100")
        let numbers = seasons.data.compactMap { $0["number"] as? Int }
        #expect(!numbers.isEmpty && numbers == numbers.sorted())
        let episodes = try await page(client, "/v1/shows/3/seasons/1?pageSize=100")
        #expect(!episodes.data.isEmpty && episodes.data.allSatisfy { $0["streamId"] is Int })
        let person = try await client.get("/v1/persons/5")
        #expect(person.status == 200 && person["gender"] is Int && person["popularity"] is Double)
        #expect((person["birthDate"] as? String)?.count == 10)
    }

    /// 23 to 30 but 26.
    private static func subscribers(_ client: ThirdParty, stream: Int) async throws {
        let made = try await client.json(
            "POST", "/v1/subscribers",
            """
            {"email":"viewer@example.org","expiresAt":"2034-04-22T17:33:02.1234567+00:00","maxConnections":3,\
            "note":"created by ott demo","hls":true,"mpegTs":true,"bundles":[1]}
            """)
        #expect(made.status == 200 && made["expiresAt"] as? String == "2034-04-22T17:33:02.123Z")
        let id = try #require(made["id"] as? Int)
        let read = try await client.get("/v1/subscribers/\(id)")
        #expect(read.status == 200 && read["id"] as? Int == id && read["maxConnections"] as? Int == 3)

        let links = try await client.json(
            "POST", "/v1/on-demand-streams/urls", "{\"streamId\":\(stream),\"subscriberId\":\(id),\"https\":true}")
        let addresses = try #require(links.json as? [[String: Any]])
        #expect(links.status == 200 && addresses.map { $0["format"] as? String } == ["hls", "progressive"])
        #expect(addresses.map { $0["fileFormat"] as? String } == [nil, "mp4"])
        for address in addresses {
            let url = try #require(address["url"] as? String)
            let outcome = try await ToolProcess.run(
                "ffmpeg", ["-nostdin", "-v", "error", "-i", url, "-t", "2", "-f", "null", "-"], within: .seconds(30))
            #expect(outcome.status == 0 && outcome.complaints() == [], "\(url)")
        }
        let page = try await page(
            client, "/v1/subscribers?Username=&SortBy=expiresAt_desc&Expired=true&Page=1&PageSize=25")
        #expect(page.data.contains { $0["username"] as? String == "expired" })
        let included = try await client.get(
            "/v1/subscribers/\(id)?include=bundles&include=ipAddresses&include=userAgents&include=countries")
        for member in ["bundles", "ipAddresses", "userAgents", "countries"] {
            #expect(included[member] is [Any], "\(member)")
        }
        let refused = try await client.json(
            "POST", "/v1/subscribers",
            """
            {"username":"string","email":"string","expiresAt":"2024-03-20T16:28:54.442Z","maxConnections":0,\
            "isTrial":true,"note":"string","hls":true,"mpegTs":true,"bundles":[0],"ipAddresses":["string"],\
            "userAgents":["string"],"countries":["string"]}
            """)
        #expect(refused.status == 422)
        #expect(refused.refused == ["email", "maxConnections", "bundles[0]", "ipAddresses[0]", "countries[0]"])
        let replaced = try await client.json(
            "PUT", "/v1/subscribers/\(id)",
            """
            {"username":"another","email":"other@example.org","expiresAt":"2034-03-20T16:28:54.442Z",\
            "maxConnections":1,"isTrial":true,"note":"string","hls":true,"mpegTs":true,"bundles":[1],\
            "ipAddresses":["192.0.2.1"],"userAgents":["string"],"countries":["US"]}
            """)
        #expect(replaced.status == 200 && replaced["username"] as? String == "another")
    }

    private static func page(_ client: ThirdParty, _ target: String) async throws -> ThirdParty.Answer {
        let answer = try await client.get(target)
        #expect(answer.status == 200 && answer.names == ["page", "totalPages", "total", "data"], "\(target)")
        return answer
    }
}
