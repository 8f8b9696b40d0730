import Foundation
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@testable import StreavManagement

@Suite("The pages of seasons and episodes")
struct ShowPageTests {
    @Test("A show gets a season, which gets an episode that plays a file")
    func make() async throws {
        try await DashboardFixture.run { fixture in
            let file = try await fixture.make {
                try $0.onDemandStreams.create(OnDemandStreamDetails(name: "Pilot", mediaKey: "shows/pilot.mp4")).id
            }
            var browser = try await fixture.signedIn(.operator)
            #expect(try await browser.post("/shows/new", [("title", "Pellow")]).status == 303)
            #expect(try await browser.get("/shows/1/seasons/new").value("number") == nil)
            let season = try await browser.post("/shows/1/seasons/new", [("number", "2"), ("name", "The Return")])
            #expect(season.headers["location"] == "/shows/1/seasons/2")
            #expect(try await browser.post("/shows/1/seasons/new", [("number", "2")]).status == 422)
            #expect(try await browser.post("/shows/1/seasons/new", [("number", "")]).status == 422)
            let path = "/shows/1/seasons/2/episodes/new"
            let found = try await browser.post(path, [("number", "1"), ("findFile", "pil"), ("step", "find")])
            #expect(found.status == 200 && found.body.contains("shows/pilot.mp4"))
            let fields = [("number", "1"), ("name", "Pilot"), ("onDemandStream", "\(file)")]
            #expect(try await browser.post(path, fields).status == 303)
            #expect(try await browser.post(path, fields).status == 422)
            let page = try await browser.get("/shows/1/seasons/2")
            #expect(page.body.contains("Season 2: The Return"))
            #expect(page.body.contains("href=\"/on-demand-streams/\(file)\""))
            #expect(try await browser.get("/on-demand-streams/\(file)").body.contains("2×1"))
            #expect(try await browser.get("/shows/1").body.contains("1/1"))
        }
    }

    @Test("An episode that was deleted comes back by the undo")
    func undo() async throws {
        try await DashboardFixture.run { fixture in
            try await fixture.make { try RouteVictims.make($0) }
            var browser = try await fixture.signedIn()
            let before = try await fixture.database.read { try $0.shows.episode(1, of: SeasonID(1)) }
            let path = "/shows/1/seasons/1/episodes/1/delete"
            #expect(try await browser.post(path, []).status == 303)
            let again = "/shows/1/seasons/1/episodes/new"
            let fields = try await browser.get("/shows/1/seasons/1").undoFields(again)
            #expect(try await browser.get("/shows/1/seasons/1/episodes/1/edit").status == 404)
            #expect(try await browser.send(again, TestBrowser.encoded(fields)).status == 303)
            let after = try await fixture.database.read { try $0.shows.episode(1, of: SeasonID(1)) }
            #expect(after?.details == before?.details && before != nil)
        }
    }

    @Test("Of two who change a season or an episode the second is shown both versions")
    func conflict() async throws {
        try await DashboardFixture.run { fixture in
            try await fixture.make { try RouteVictims.make($0) }
            var browser = try await fixture.signedIn()
            for path in ["/shows/1/seasons/1/edit", "/shows/1/seasons/1/episodes/1/edit"] {
                let mark = try #require(try await browser.get(path).value("mark"))
                #expect(try await browser.post(path, [("name", "Theirs"), ("mark", mark)]).status == 303)
                let page = try await browser.post(path, [("name", "Yours"), ("mark", mark)])
                #expect(page.status == 409)
                #expect(page.body.contains("Theirs") && page.body.contains("Yours"))
                let next = try #require(page.value("mark"))
                #expect(try await browser.post(path, [("name", "Yours"), ("mark", next)]).status == 303)
            }
            let episode = try await fixture.database.read { try $0.shows.episode(1, of: SeasonID(1)) }
            #expect(episode?.details.name == "Yours")
            #expect(try await browser.post("/shows/1/seasons/1/delete", [("confirm", "Season 1")]).status == 422)
            let named = [("confirm", "Season 1: Yours")]
            #expect(try await browser.post("/shows/1/seasons/1/delete", named).status == 303)
            #expect(try await browser.get("/shows/1/seasons/1").status == 404)
        }
    }

    @Test("A number in the path has one written form", arguments: ["01", "+1", "-1", "1x", "999999999999", "1%20"])
    func numbers(_ text: String) async throws {
        try await DashboardFixture.run { fixture in
            try await fixture.make { try RouteVictims.make($0) }
            var browser = try await fixture.signedIn()
            let status = try await browser.get("/shows/1/seasons/\(text)").status
            #expect(status == 404 || status == 400)
        }
    }
}
