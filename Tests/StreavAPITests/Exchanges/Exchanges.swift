import Testing

@testable import StreavAPI

/// The thirty exchanges of a real client, against any base address: what a server must answer so that the client works
/// unchanged. Asked of a platform that has movie 1 with genres and casts, show 3 with a season 1, person 5 and bundle 1
/// with the first movie's stream in it.
struct Exchanges {
    let client: HTTPClient
    let clientID: String
    let clientSecret: String

    private static let clientScopes =
        "api.live-stream.read+api.movie.read+api.show.read+api.subscriber.read+api.subscriber.create"
        + "+api.subscriber.update+api.od-stream.read"

    func replay() async throws {
        let token = try await tokens()
        let authorized = client.with(token: token)
        try await movies(authorized)
        try await shows(authorized)
        try await subscribers(authorized)
        try await refusals()
    }

    /// 1 to 6.
    private func tokens() async throws -> String {
        let form = "grant_type=client_credentials&scope=\(Self.clientScopes)"
        let basic = APIFixture.basic(id: clientID, secret: clientSecret)
        let first = try await client.form("/oauth/token", form, headers: [basic, "Accept: application/json"])
        #expect(first.status == 200)
        #expect(first.json["token_type"] == .string("Bearer") && first.json["expires_in"] == .integer(3600))
        let pair = "client_id=\(APIFixture.encoded(clientID))&client_secret=\(APIFixture.encoded(clientSecret))"
        #expect(try await client.form("/oauth/token", "\(form)&\(pair)").status == 200)
        let wrong = try await client.form(
            "/oauth/token", form, headers: [APIFixture.basic(id: clientID, secret: "wrong")])
        #expect(wrong.status == 401 && wrong.json["error"] == .string("invalid_client"))
        let password = try await client.form(
            "/oauth/token", "grant_type=password&scope=api.movie.read", headers: [basic])
        #expect(password.status == 401 && password.json["error"] == .string("unsupported_grant_type"))
        #expect(try await client.form("/oauth/token", "", headers: [basic]).status == 404)
        #expect(try await client.json("POST", "/oauth/token", "{}", headers: [basic]).status == 404)
        let documented = try await client.form(
            "/oauth/token", "grant_type=client_credentials&scope=api.bundle.read&\(pair)")
        #expect(documented.status == 200)
        guard case .string(let token) = first.json["access_token"] else {
            throw HTTPClient.Failure(message: "no token")
        }
        return token
    }

    /// 7 to 14.
    private func movies(_ client: HTTPClient) async throws {
        let latest = try await client.page("/v1/movies?sortBy=releaseDate_desc&pageSize=1&bundleId=1")
        #expect(latest.data.count == 1 && latest.total >= 1)
        let movie = try #require(latest.data.first)
        for member in [
            "id", "title", "overview", "releaseDate", "runtimeMinutes", "language", "countryCode", "posterUrl",
            "backdropUrl", "rating", "ratingSource", "director", "streamId",
        ] { #expect(movie[member] != nil, "\(member)") }
        #expect(movie["genres"] == nil && movie["casts"] == nil)

        let ten = try await client.page("/v1/movies?sortBy=releaseDate_desc&pageSize=10&bundleId=1")
        #expect(ten.data.count <= 10)
        let dates = ten.data.compactMap { $0.text("releaseDate") }
        #expect(dates == dates.sorted(by: >))
        let best = try await client.page("/v1/movies?sortBy=rating_desc&pageSize=10&bundleId=1")
        let ratings = best.data.compactMap { $0.real("rating") }
        #expect(ratings == ratings.sorted(by: >))
        let unfiltered = try await client.page(
            "/v1/movies?title=&sortBy=releaseDate_desc&page=1&pageSize=12&bundleId=1")
        #expect(unfiltered.data.count <= 12 && unfiltered.total == ten.total)
        let found = try await client.page(
            "/v1/movies?title=star%20wars&sortBy=rating&page=1&pageSize=12&bundleId=1")
        #expect(found.data.allSatisfy { $0.text("title")?.lowercased().contains("star wars") ?? false })
        let past = try await client.page("/v1/movies?title=&sortBy=releaseDate&page=9999&pageSize=12&bundleId=1")
        #expect(past.data.isEmpty && past.total == ten.total && past.page == 9999)

        let one = try await client.get("/v1/movies/1?include=genres&include=casts")
        #expect(one.status == 200 && one.json["id"] == .integer(1))
        guard case .array(let genres) = one.json["genres"], case .array(let casts) = one.json["casts"] else {
            Issue.record("nothing was included")
            return
        }
        #expect(genres.allSatisfy { $0["id"] != nil && $0["name"] != nil })
        #expect(casts.allSatisfy { $0["id"] != nil && $0["profilePictureUrl"] != nil && $0["character"] != nil })
        #expect(try await client.get("/v1/movies/999999?include=genres&include=casts").status == 404)
    }

    /// 15 to 22.
    private func shows(_ client: HTTPClient) async throws {
        let latest = try await client.page("/v1/shows?sortBy=releaseDate_desc&pageSize=1&bundleId=1")
        let show = try #require(latest.data.first)
        #expect(show["lastReleaseDate"] != nil && show["streamId"] == nil)
        _ = try await client.page("/v1/shows?sortBy=releaseDate_desc&pageSize=10&bundleId=1")
        _ = try await client.page("/v1/shows?sortBy=rating_desc&pageSize=10&bundleId=1")
        let second = try await client.page("/v1/shows?title=&sortBy=rating_desc&page=2&pageSize=12&bundleId=1")
        #expect(second.page == 2)
        #expect(try await client.get("/v1/shows/3?include=genres&include=casts").status == 200)
        let seasons = try await client.page("/v1/shows/3/seasons?pageSize=100")
        #expect(!seasons.data.isEmpty)
        let numbers = seasons.data.compactMap { $0.whole("number") }
        #expect(numbers == numbers.sorted() && numbers.count == seasons.data.count)
        let episodes = try await client.page("/v1/shows/3/seasons/1?pageSize=100")
        #expect(!episodes.data.isEmpty)
        #expect(episodes.data.allSatisfy { $0.whole("number") != nil && $0["streamId"] != nil })
        let person = try await client.get("/v1/persons/5")
        #expect(person.status == 200)
        #expect(person.json.whole("gender") != nil && person.json.real("popularity") != nil)
        for member in ["birthDate", "deathDay"] {
            #expect(person.json.text(member).map { $0.count == 10 } ?? true)
        }
    }

    /// 23 to 30.
    private func subscribers(_ client: HTTPClient) async throws {
        let body = """
            {"email":"viewer@example.org","expiresAt":"2034-04-22T17:33:02.1234567+00:00","maxConnections":3,\
            "note":"created by ott demo","hls":true,"mpegTs":true,"bundles":[1]}
            """
        let made = try await client.json("POST", "/v1/subscribers", body)
        #expect(made.status == 200)
        let id = try #require(made.json.whole("id"))
        #expect(made.json["expiresAt"] == .string("2034-04-22T17:33:02.123Z"))
        #expect(made.json["maxConnections"] == .integer(3))
        #expect(made.json.text("username")?.isEmpty == false && made.json.text("accessToken")?.count == 22)
        let read = try await client.get("/v1/subscribers/\(id)")
        #expect(read.status == 200 && read.json == made.json)

        let links = try await client.json(
            "POST", "/v1/on-demand-streams/urls", "{\"streamId\":10,\"subscriberId\":\(id),\"https\":true}")
        #expect(links.status == 200)
        guard case .array(let items) = links.json else {
            Issue.record("no bare array: \(links.text)")
            return
        }
        #expect(items.map { $0["format"] } == [.string("hls"), .string("progressive")])
        #expect(items.map { $0["fileFormat"] } == [.null, .string("mp4")])
        #expect(items.allSatisfy { $0.text("url")?.hasPrefix("http") ?? false })

        let page = try await client.page(
            "/v1/subscribers?Username=&SortBy=expiresAt_desc&Expired=true&Page=1&PageSize=25")
        #expect(page.page == 1)
        let included = try await client.get(
            "/v1/subscribers/\(id)?include=bundles&include=ipAddresses&include=userAgents&include=countries")
        #expect(included.status == 200)
        for member in ["bundles", "ipAddresses", "userAgents", "countries"] {
            guard case .array = included.json[member] else {
                Issue.record("\(member) is not included")
                continue
            }
        }
        let sample = """
            {"username":"string","email":"string","expiresAt":"2024-03-20T16:28:54.442Z","maxConnections":0,\
            "isTrial":true,"note":"string","hls":true,"mpegTs":true,"bundles":[0],"ipAddresses":["string"],\
            "userAgents":["string"],"countries":["string"]}
            """
        let refused = try await client.json("POST", "/v1/subscribers", sample)
        #expect(refused.status == 422)
        #expect(refused.fields == ["bundles[0]", "countries[0]", "email", "ipAddresses[0]", "maxConnections"])
        let valid = """
            {"username":"renamed-\(id)","email":"other@example.org","expiresAt":"2034-03-20T16:28:54.442Z",\
            "maxConnections":1,"isTrial":true,"note":"string","hls":true,"mpegTs":true,"bundles":[1],\
            "ipAddresses":["192.0.2.1"],"userAgents":["string"],"countries":["US"]}
            """
        let replaced = try await client.json("PUT", "/v1/subscribers/\(id)", valid)
        #expect(replaced.status == 200 && replaced.json["username"] == .string("renamed-\(id)"))
    }

    /// 26.
    private func refusals() async throws {
        for headers in [[], ["Authorization: Bearer unknown"]] {
            let answer = try await client.get("/v1/movies/1", headers: headers)
            #expect(answer.status == 401 && answer.headers["www-authenticate"] != nil)
        }
    }
}
