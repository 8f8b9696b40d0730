import Foundation
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@testable import StreavManagement

@Suite("The pages of the catalogue")
struct CataloguePageTests {
    @Test("A genre is added, renamed and deleted, and a change meanwhile is shown before anything is lost")
    func genres() async throws {
        try await DashboardFixture.run { fixture in
            var browser = try await fixture.signedIn(.operator)
            #expect(try await browser.post("/genres/new", [("name", "")]).status == 422)
            #expect(try await browser.post("/genres/new", [("name", "Drama")]).status == 303)
            #expect(try await browser.post("/genres/new", [("name", "drama")]).status == 422)
            let path = "/genres/1/edit"
            let mark = try #require(try await browser.get(path).value("mark"))
            try await fixture.make { try $0.genres.update(GenreID(1), GenreDetails(name: "Comedy")) }
            let page = try await browser.post(path, [("name", "Tragedy"), ("mark", mark)])
            #expect(page.status == 409)
            #expect(page.body.contains("Comedy") && page.body.contains("Tragedy"))
            let next = try #require(page.value("mark"))
            #expect(try await browser.post(path, [("name", "Tragedy"), ("mark", next)]).status == 303)
            #expect(try await browser.post("/genres/1/delete", [("confirm", "Comedy")]).status == 422)
            #expect(try await browser.post("/genres/1/delete", [("confirm", "Tragedy")]).status == 303)
            #expect(try await browser.get("/genres/1").status == 404)
        }
    }

    @Test("Of two who change a movie the second is shown both versions before anything is lost")
    func conflict() async throws {
        try await DashboardFixture.run { fixture in
            try await fixture.make { try RouteVictims.make($0) }
            var first = try await fixture.signedIn()
            var second = try await fixture.signedIn(.operator)
            let seen = try #require(try await first.get("/movies/1/edit").value("revision"))
            func fields(_ overview: String, _ revision: String) -> [(String, String)] {
                [
                    ("title", "Night Train"), ("overview", overview), ("onDemandStream", "1"), ("genres", "1"),
                    ("revision", revision),
                ]
            }
            #expect(try await first.post("/movies/1/edit", fields("one way", seen)).status == 303)
            let page = try await second.post("/movies/1/edit", fields("another way", seen))
            #expect(page.status == 409)
            #expect(page.body.contains("one way") && page.body.contains("another way"))
            #expect(try await fixture.movie(MovieID(1))?.details.common.overview == "one way")
            let next = try #require(page.value("revision"))
            #expect(try await second.post("/movies/1/edit", fields("another way", next)).status == 303)
            let movie = try #require(try await fixture.movie(MovieID(1)))
            #expect(movie.details.common.overview == "another way")
            #expect(movie.details.onDemandStream == OnDemandStreamID(1))
            #expect(movie.details.common.genres == [GenreID(1)])
        }
    }

    @Test("People are found and put into a cast in order, without a script, and nothing that was typed is lost")
    func cast() async throws {
        try await DashboardFixture.run { fixture in
            let ids = try await fixture.make { transaction in
                try ["Ada North", "Bela South", "Cleo South"].map {
                    try transaction.people.create(PersonDetails(name: $0)).id
                }
            }
            var browser = try await fixture.signedIn()
            let search = try await browser.post(
                "/movies/new", [("title", "Typed"), ("findPerson", "south"), ("step", "find")])
            #expect(search.status == 200)
            #expect(search.body.contains("Bela South") && search.body.contains("Cleo South"))
            #expect(!search.body.contains("Ada North") && search.body.contains("value=\"Typed\""))
            // The field of the search is where Enter was pressed.
            let entered = try await browser.post(
                "/movies/new", [("title", "Typed"), ("findPerson", "north"), ("step", "enter")])
            #expect(entered.status == 200 && entered.body.contains("Ada North"))
            let added = ids.map { ("add", "\($0)") }
            let made = try await browser.post("/movies/new", [("title", "Typed")] + added)
            #expect(made.status == 303)
            let path = try #require(made.headers["location"])
            let id = try #require(MovieID(digits: path.dropFirst("/movies/".count)))
            #expect(try await fixture.movie(id)?.details.common.cast.map(\.person) == ids)
            // The last becomes the first, the second goes.
            let rows = ids.enumerated().flatMap { index, person in
                [
                    ("cast", "\(index)-\(person)"), ("character", index == 2 ? "Queen" : ""),
                    ("place", index == 2 ? "1" : ""),
                ]
            }
            let edited = try await browser.post(
                "\(path)/edit", [("title", "Typed"), ("revision", "1"), ("drop", "1")] + rows)
            #expect(edited.status == 303)
            let cast = try #require(try await fixture.movie(id)).details.common.cast
            #expect(cast == [CastMember(person: ids[2], character: "Queen"), CastMember(person: ids[0])])
        }
    }

    @Test("What is wrong stands beside its field, with everything else as it was typed")
    func problems() async throws {
        try await DashboardFixture.run { fixture in
            var browser = try await fixture.signedIn()
            let page = try await browser.post(
                "/movies/new",
                [
                    ("title", "Typed"), ("rating", "a lot"), ("runtimeMinutes", "1.5"), ("releaseDate", "2024-02-30"),
                    ("tmdbId", "99999999999"),
                ])
            #expect(page.status == 422)
            for name in ["rating", "runtimeMinutes", "releaseDate", "tmdbId"] {
                #expect(page.body.contains("id=\"problem-\(name)\""), "\(name)")
            }
            #expect(page.body.contains("value=\"a lot\"") && page.body.contains("value=\"Typed\""))
            let other = try await browser.post(
                "/movies/new", [("title", "Typed"), ("language", "english"), ("posterUrl", "javascript:alert(1)")])
            #expect(other.status == 422)
            #expect(other.body.contains("id=\"problem-language\"") && other.body.contains("id=\"problem-posterUrl\""))
            #expect(try await fixture.database.read { try $0.movies.count() } == 0)
        }
    }

    @Test("A genre is given to many, and the undo takes it from those alone that had not had it")
    func bulkGenres() async throws {
        try await DashboardFixture.run { fixture in
            let ids = try await fixture.make { transaction -> [MovieID] in
                let genre = try transaction.genres.create(GenreDetails(name: "Drama")).id
                return try [[], [genre], []].enumerated().map { index, genres in
                    let title = TitleDetails(title: "Film \(index)", genres: genres)
                    return try transaction.movies.create(MovieDetails(title)).id
                }
            }
            let having = { @Sendable () async throws -> [Bool] in
                var found: [Bool] = []
                for id in ids { found.append(try await fixture.movie(id)?.details.common.genres == [GenreID(1)]) }
                return found
            }
            var browser = try await fixture.signedIn()
            let chosen = [("action", "genre-add")] + ids.map { ("ids", "\($0)") }
            let preview = try await browser.post("/movies/bulk", chosen, page: "/movies")
            #expect(preview.status == 200 && preview.body.contains("Film 2") && preview.body.contains("Drama"))
            #expect(try await having() == [false, true, false])
            let done = try await browser.post("/movies/bulk/apply", chosen + [("genre", "1")], page: "/movies")
            #expect(done.status == 303)
            #expect(try await having() == [true, true, true])
            let fields = try await browser.get("/movies").undoFields("/movies/bulk/apply")
            #expect(fields.count { $0.0 == "ids" } == 2)
            #expect(try await browser.send("/movies/bulk/apply", TestBrowser.encoded(fields)).status == 303)
            #expect(try await having() == [false, true, false])
            let missing = try await browser.post("/movies/bulk/apply", chosen + [("genre", "77")], page: "/movies")
            #expect(missing.status == 422)
        }
    }

    @Test("Many are deleted after a look and the typing of their number", arguments: ["/movies", "/shows", "/people"])
    func bulkDelete(_ path: String) async throws {
        try await DashboardFixture.run { fixture in
            try await fixture.make { transaction in
                for name in ["One", "Two", "Three"] {
                    _ = try transaction.movies.create(MovieDetails(TitleDetails(title: name)))
                    _ = try transaction.shows.create(ShowDetails(TitleDetails(title: name)))
                    _ = try transaction.people.create(PersonDetails(name: name))
                }
            }
            var browser = try await fixture.signedIn()
            let chosen = [("action", "delete"), ("ids", "1"), ("ids", "3")]
            let preview = try await browser.post("\(path)/bulk", chosen, page: path)
            #expect(preview.status == 200)
            #expect(preview.body.contains("<li>One</li>") && !preview.body.contains("<li>Two</li>"))
            let wrong = try await browser.post("\(path)/bulk/apply", chosen + [("confirm", "3")], page: path)
            #expect(wrong.status == 422)
            #expect(try await browser.get("\(path)/1").status == 200)
            let done = try await browser.post("\(path)/bulk/apply", chosen + [("confirm", "2")], page: path)
            #expect(done.status == 303)
            #expect(try await browser.get("\(path)/1").status == 404)
            #expect(try await browser.get("\(path)/2").status == 200)
            let none = try await browser.post("\(path)/bulk", [("action", "delete"), ("ids", "1")], page: path)
            #expect(none.status == 303)
        }
    }

    @Test("Whoever may not delete cannot do it by the bar below the list either")
    func bulkPermission() async throws {
        try await DashboardFixture.run { fixture in
            try await fixture.make { try RouteVictims.make($0) }
            var browser = try await fixture.signedIn(.support)
            let fields = [("action", "delete"), ("ids", "1"), ("confirm", "1")]
            let answer = try await browser.post("/movies/bulk/apply", fields, page: "/account")
            #expect(answer.status == 403)
            #expect(try await fixture.movie(MovieID(1)) != nil)
            #expect(try await !browser.get("/movies").body.contains("data-bulk"))
        }
    }

    @Test("Markup in any stored text stays text on every page (S19)")
    func storedMarkup() async throws {
        try await DashboardFixture.run { fixture in
            let hostile = "<script>alert(1)</script>\"'&<img src=x>"
            try await fixture.make { transaction in
                let genre = try transaction.genres.create(GenreDetails(name: hostile))
                let person = try transaction.people.create(
                    PersonDetails(name: hostile, biography: hostile, knownFor: hostile, birthPlace: hostile))
                let file = try transaction.onDemandStreams.create(
                    OnDemandStreamDetails(name: hostile, mediaKey: "movies/<script>.mp4", fileFormat: "<b>"))
                var title = TitleDetails(title: hostile, overview: hostile, genres: [genre.id])
                title.posterURL = "https://example.org/\"><script>.png"
                title.director = hostile
                title.cast = [CastMember(person: person.id, character: hostile)]
                _ = try transaction.movies.create(MovieDetails(title, onDemandStream: file.id))
                let show = try transaction.shows.create(ShowDetails(title))
                try transaction.shows.putSeason(SeasonDetails(number: 1, name: hostile), of: show.id)
                try transaction.shows.putEpisode(
                    EpisodeDetails(number: 1, name: hostile, onDemandStream: file.id), of: show.id, season: 1)
            }
            var browser = try await fixture.signedIn()
            let pages = [
                "/genres", "/people", "/movies", "/shows", "/on-demand-streams", "/genres/1", "/people/1", "/movies/1",
                "/shows/1", "/on-demand-streams/1", "/movies/1/edit", "/people/1/edit", "/shows/1/seasons/1",
                "/shows/1/seasons/1/episodes/1/edit", "/movies/1/delete", "/search?q=script",
            ]
            for path in pages {
                let page = try await browser.get(path)
                #expect(page.status == 200, "\(path)")
                #expect(!page.body.contains("<script>") && !page.body.contains("<img src=x"), "\(path)")
                #expect(page.body.contains("&lt;script&gt;"), "\(path)")
            }
        }
    }

    @Test("Lists are narrowed, sorted and exported by their address")
    func lists() async throws {
        try await DashboardFixture.run { fixture in
            try await fixture.make { transaction in
                try RouteVictims.make(transaction)
                _ = try transaction.movies.create(MovieDetails(TitleDetails(title: "=Formula", isAdult: true)))
            }
            var browser = try await fixture.signedIn(.readOnly)
            let playable = try await browser.get("/movies?playable=yes&genre=1")
            #expect(playable.body.contains("Night Train") && !playable.body.contains("=Formula"))
            let adult = try await browser.get("/movies?adult=yes&sort=-title")
            #expect(!adult.body.contains("Night Train") && adult.body.contains("=Formula"))
            let table = try await browser.get("/movies.csv?playable=no")
            #expect(table.body.contains("'=Formula,") && !table.body.contains("Night Train"))
            let json = try await browser.get("/on-demand-streams.json?used=yes")
            #expect(json.body.contains("\"movies/night-train.mp4\""))
            #expect(try await browser.get("/on-demand-streams?used=no").body.contains("Nothing matches"))
            #expect(try await browser.get("/people?cast=no").body.contains("Ida Vale"))
            #expect(try await browser.get("/movies/1").body.contains("href=\"/genres/1\""))
        }
    }
}
