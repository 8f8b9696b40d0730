import StreavDomain
import Testing

@testable import StreavAPI

@Suite("The catalogue by the API")
struct CatalogueTests {
    @Test("Movies are found by part of a title taken literally, and sorted with what has no value last")
    func movies() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            func ids(_ query: String) async throws -> [Int] { try await client.page("/v1/movies?\(query)").ids }
            #expect(try await ids("title=STAR%20WARS") == [2, 3])
            #expect(try await ids("title=star+wars&bundleId=1") == [3])
            #expect(try await ids("title=0%25%20of_") == [4])
            #expect(try await ids("title=%25") == [4])
            #expect(try await ids("title=_") == [4])
            #expect(try await ids("title='%20OR%201=1--") == [])
            #expect(try await ids("bundleId=999") == [])
            let all = SampleCatalogue.movieCount
            #expect(try await ids("pageSize=100") == Array(1...all))
            let dated = Array(1...all).filter { $0 != 15 }
            #expect(try await ids("sortBy=releaseDate_desc&pageSize=100") == dated + [15])
            #expect(try await ids("sortBy=RELEASEDATE&pageSize=100") == dated.reversed() + [15])
            #expect(try await ids("sortBy=rating_desc&pageSize=100").prefix(3) == [9, 8, 7])
            #expect(try await ids("sortBy=rating&pageSize=100").last == 15)
            #expect(try await ids("sortBy=title&pageSize=2") == [4, 3])
            #expect(try await ids("sortBy=title_desc&pageSize=1") == [2])
            #expect(try await client.page("/v1/movies?PAGESIZE=500").data.count == all)
            let second = try await client.get("/v1/movies?page=2&pageSize=10").json
            #expect(second["totalPages"] == .integer(2) && second["total"] == .integer(Int64(all)))
        }
    }

    @Test("A movie has its genres and casts in order, and its image addresses untouched")
    func movie() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let answer = try await client.get("/v1/movies/1?include=genres&include=casts")
            #expect(answer.text.contains(#""posterUrl":"{TMDB_BASE_PATH}/a.jpg""#))
            #expect(answer.text.contains(#""rating":1,"#) && !answer.text.contains("120.0"))
            #expect(answer.json["streamId"] == .integer(10))
            let genre2 = JSON.object(["id": .integer(2), "name": .string("Adventure")])
            let genre1 = JSON.object(["id": .integer(1), "name": .string("Drama")])
            #expect(answer.json["genres"] == .array([genre2, genre1]))
            guard case .array(let casts) = answer.json["casts"] else {
                Issue.record("no casts")
                return
            }
            #expect(casts.map { $0.whole("id") } == [5, 6, 5])
            #expect(casts.map { $0["character"] } == [.string("The conductor"), .null, .string("Her twin")])
            let listed = try await client.page("/v1/movies?include=casts&pageSize=2")
            #expect(listed.data.map { $0["genres"] } == [nil, nil])
            #expect(listed.data[1]["casts"] == .array([]))
        }
    }

    @Test("Shows have seasons by number, specials first, and episodes of a season by its number")
    func shows() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let specials = try await client.page("/v1/shows/2/seasons")
            #expect(specials.data.map { $0.whole("number") } == [0, 1])
            #expect(try await client.page("/v1/shows/2/seasons/0").total == 0)
            let episodes = try await client.page("/v1/shows/3/seasons/1?pageSize=3")
            #expect(episodes.total == 8 && episodes.data.map { $0.whole("number") } == [1, 2, 3])
            #expect(episodes.data.map { $0.whole("streamId") } == [21, 22, 23])
            #expect(try await client.page("/v1/shows/1/seasons").total == 0)
            for path in [
                "/v1/shows/99/seasons", "/v1/shows/3/seasons/9", "/v1/shows/99/seasons/1", "/v1/shows/3/seasons/-1",
                "/v1/shows/0", "/v1/shows/99999999999", "/v1/persons/99",
            ] {
                #expect(try await client.get(path).status == 404, "\(path)")
            }
        }
    }

    @Test("A person's days are dates, and its numbers never null")
    func people() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized([.showRead])
            let person = try await client.get("/v1/persons/6").json
            #expect(person["birthDate"] == .string("1970-01-31") && person["deathDay"] == .string("2019-02-28"))
            #expect(person["gender"] == .integer(1) && person["popularity"] == .number(12.3))
            #expect(try await client.get("/v1/persons/5").text.contains(#""popularity":12}"#))
        }
    }

    @Test("Genres, categories, bundles and live streams are listed in their order, and by name")
    func names() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            #expect(try await client.page("/v1/genres").ids == [1, 2, 3])
            #expect(try await client.page("/v1/genres?sortBy=name&name=e").ids == [2, 3])
            #expect(try await client.page("/v1/categories").ids == [2, 1])
            #expect(try await client.page("/v1/categories?sortBy=name_desc").ids == [2, 1])
            let bundles = try await client.page("/v1/bundles?sortBy=name_desc")
            #expect(bundles.ids == [2, 3, 1])
            #expect(bundles.data[2].whole("liveStreamCount") == 3 && bundles.data[2].whole("movieCount") == 15)
            #expect(bundles.data[2].whole("showCount") == SampleCatalogue.showCount)
            let basic = try await client.get("/v1/bundles/1?include=liveStreams,shows").json
            guard case .array(let streams) = basic["liveStreams"], case .array(let shows) = basic["shows"] else {
                Issue.record("nothing was included")
                return
            }
            #expect(streams.map { $0.whole("id") } == [3, 2, 1] && streams[0].whole("number") == 103)
            #expect(shows.first?["title"] == .string("Show 14") && basic["movies"] == nil)
            #expect(try await client.page("/v1/live-streams?bundleId=1&sortBy=name").ids == [2, 1, 3])
            #expect(try await client.page("/v1/live-streams?categoryId=2").ids == [1, 3])
            #expect(try await client.page("/v1/live-streams?name=%C3%89L").ids == [4])
            #expect(try await client.page("/v1/live-streams?sortBy=number_desc&pageSize=1").ids == [4])
        }
    }

    @Test("S29: neither where streams come from nor where files lie is told to anybody")
    func secrets() async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let stream = try await client.get("/v1/live-streams/1?include=categories,bundles")
            #expect(stream.json["guideChannelId"] == .string("harbour.one"))
            #expect(stream.json["categories"] != nil && stream.json["bundles"] != nil)
            let file = try await client.get("/v1/on-demand-streams/10")
            #expect(file.json["durationSeconds"] == .number(90.5))
            for answer in [
                stream, file, try await client.get("/v1/live-streams"), try await client.get("/v1/on-demand-streams"),
                try await client.get("/v1/bundles/1?include=liveStreams"), try await client.get("/metrics"),
                try await client.get("/readyz"), try await client.get("/openapi.json"),
            ] {
                for word in ["hunter2", "source.example.org", "secret-folder", APIFixture.clientSecret] {
                    #expect(!answer.text.contains(word))
                }
            }
        }
    }

    @Test(
        "S30: no value of any parameter is obeyed by the database",
        arguments: [
            "'", "\"", "';DROP TABLE movies;--", "' OR '1'='1", "\\", "%", "1);SELECT 1--", "$1", "?1", ":a", "/*",
            "\\'",
        ])
    func injection(text: String) async throws {
        try await APIFixture.run { fixture in
            let client = try await fixture.authorized()
            let value = APIFixture.encoded(text)
            for (path, names) in [
                ("/v1/movies", ["title", "bundleId", "sortBy", "include", "page", "pageSize"]),
                ("/v1/subscribers", ["username", "email", "accessToken", "statusId", "expired", "sortBy"]),
                ("/v1/live-streams", ["name", "categoryId", "bundleId", "sortBy"]),
                ("/v1/bundles", ["name", "sortBy"]),
            ] {
                for name in names {
                    let answer = try await client.get("\(path)?\(name)=\(value)")
                    #expect([200, 422].contains(answer.status), "\(path) \(name): \(answer.text)")
                }
                #expect([404, 422].contains(try await client.get("\(path)/\(value)").status))
            }
            #expect(try await client.page("/v1/movies").total == SampleCatalogue.movieCount)
        }
    }
}
