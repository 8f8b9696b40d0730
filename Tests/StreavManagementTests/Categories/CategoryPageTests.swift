import Foundation
import StreavControl
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@testable import StreavManagement

@Suite("The pages of categories")
struct CategoryPageTests {
    private static func names(_ fixture: DashboardFixture) async throws -> [String] {
        try await fixture.database.read { try $0.categories.all().map(\.details.name) }
    }

    private static func make(_ fixture: DashboardFixture, _ names: [String]) async throws -> [Category] {
        try await fixture.control.perform(as: .system("test")) { transaction in
            try names.map { try transaction.categories.create(CategoryDetails(name: $0)) }
        }
    }

    @Test("An order is dragged or typed, and undone")
    func order() async throws {
        try await DashboardFixture.run { fixture in
            let made = try await Self.make(fixture, ["A", "B", "C"])
            var browser = try await fixture.signedIn()
            let dragged = [2, 0, 1].map { ("ids", "\(made[$0].id)") }
            #expect(try await browser.post("/categories/order", dragged).status == 303)
            #expect(try await Self.names(fixture) == ["C", "A", "B"])
            let page = try await browser.get("/categories")
            let form = try #require(
                page.body.firstMatch(of: /(?s)<form method="post" action="\/categories\/order">.*?<\/form>/))
            let values = form.0.matches(of: /name="([^"]+)" value="([^"]*)"/).map { (String($0.1), String($0.2)) }
            #expect(try await browser.send("/categories/order", TestBrowser.encoded(values)).status == 303)
            #expect(try await Self.names(fixture) == ["A", "B", "C"])
            let typed = made.map { ("ids", "\($0.id)") } + [("places", ""), ("places", ""), ("places", "1")]
            #expect(try await browser.post("/categories/order", typed).status == 303)
            #expect(try await Self.names(fixture) == ["C", "A", "B"])
        }
    }

    @Test("Of two who rename one category the second sees both names; a name that is taken is said beside its field")
    func conflict() async throws {
        try await DashboardFixture.run { fixture in
            let made = try await Self.make(fixture, ["News", "Sport"])
            let path = "/categories/\(made[0].id)/edit"
            var browser = try await fixture.signedIn()
            #expect(try await browser.post(path, [("name", "World"), ("revision", "1")]).status == 303)
            let late = try await browser.post(path, [("name", "Local"), ("revision", "1")])
            #expect(late.status == 409)
            #expect(late.body.contains("World") && late.body.contains("Local"))
            let taken = try await browser.post(path, [("name", "sport"), ("revision", "2")])
            #expect(taken.status == 422)
            #expect(taken.body.contains("problem-name"))
            #expect(try await Self.names(fixture) == ["World", "Sport"])
        }
    }

    @Test("A category is deleted with its name typed; its streams stay, and markup in it stays text (S19)")
    func delete() async throws {
        try await DashboardFixture.run { fixture in
            let hostile = "<b onclick=x>\"'&"
            let made = try await Self.make(fixture, [hostile])
            let stream = try await fixture.control.perform(as: .system("test")) {
                try $0.liveStreams.create(LiveStreamDetails(number: 1, name: "One", categories: [made[0].id]))
            }
            var browser = try await fixture.signedIn()
            let path = "/categories/\(made[0].id)/delete"
            for page in [path, "/categories", "/categories/order", "/live-streams", "/live-streams/\(stream.id)"] {
                let body = try await browser.get(page).body
                #expect(body.contains("&lt;b onclick") && !body.contains("<b onclick"), "\(page)")
            }
            #expect(try await browser.post(path, [("confirm", "News")]).status == 422)
            #expect(try await browser.post(path, [("confirm", hostile)]).status == 303)
            #expect(try await Self.names(fixture) == [])
            #expect(try await fixture.database.read { try $0.liveStreams.find(stream.id) } != nil)
        }
    }
}
