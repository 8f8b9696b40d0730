import StreavControl
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@testable import StreavManagement

@Suite("The pages of servers")
struct ServerPageTests {
    private static func make(_ fixture: DashboardFixture) async throws -> ServerID {
        try await fixture.control.perform(as: .system("test")) {
            try $0.servers.create(ServerDetails(name: "edge", publicURL: "http://127.0.0.1:8001")).id
        }
    }

    private static func server(_ fixture: DashboardFixture, _ id: ServerID) async throws -> Server? {
        try await fixture.database.read { try $0.servers.find(id) }
    }

    @Test("A server is set up, and what is wrong with it is said beside the field")
    func create() async throws {
        try await DashboardFixture.run { fixture in
            var browser = try await fixture.signedIn()
            func fields(_ name: String, _ url: String, _ weight: String) -> [(String, String)] {
                [("name", name), ("publicUrl", url), ("weight", weight)]
            }
            for wrong in [
                fields("", "http://a", "1"), fields("a", "ftp://a", "1"), fields("a", "http://a", "0"),
                fields("a", "http://a", "many"),
            ] {
                let page = try await browser.post("/servers/new", wrong)
                #expect(page.status == 422 && page.body.contains("class=\"problem\""), "\(wrong)")
            }
            #expect(try await browser.post("/servers/new", fields("edge", "https://e.example", "7")).status == 303)
            let made = try #require(try await fixture.database.read { try $0.servers.find(name: "EDGE") })
            #expect(made.details.weight == 7 && made.details.status == .active)
            // Names are unique whatever their case.
            let again = try await browser.post("/servers/new", fields("EDGE", "https://e.example", "7"))
            #expect(again.status == 422)
        }
    }

    @Test("Of two who change one server the second sees both versions before anything is lost")
    func conflict() async throws {
        try await DashboardFixture.run { fixture in
            let id = try await Self.make(fixture)
            var browser = try await fixture.signedIn()
            func fields(_ weight: String, _ revision: Int64) -> [(String, String)] {
                [("name", "edge"), ("publicUrl", "http://127.0.0.1:8001"), ("weight", weight)]
                    + [("revision", "\(revision)")]
            }
            #expect(try await browser.post("/servers/\(id)/edit", fields("2", 1)).status == 303)
            let page = try await browser.post("/servers/\(id)/edit", fields("3", 1))
            #expect(page.status == 409)
            #expect(try await Self.server(fixture, id)?.details.weight == 2)
            #expect(try await browser.post("/servers/\(id)/edit", fields("3", 2)).status == 303)
            #expect(try await Self.server(fixture, id)?.details.weight == 3)
        }
    }

    @Test("An operator drains a server and takes that back, but does not edit it")
    func drain() async throws {
        try await DashboardFixture.run { fixture in
            let id = try await Self.make(fixture)
            var browser = try await fixture.signedIn(.operator)
            let path = "/servers/\(id)"
            #expect(try await browser.post("\(path)/status", [("status", "draining")], page: path).status == 303)
            #expect(try await Self.server(fixture, id)?.details.status == .draining)
            let page = try await browser.get(path)
            let form = try #require(
                page.body.firstMatch(of: /(?s)<form method="post" action="\/servers\/1\/status">.*?<\/form>/))
            let values = form.0.matches(of: /name="([^"]+)" value="([^"]*)"/).map { (String($0.1), String($0.2)) }
            #expect(values.contains { $0 == ("status", "active") })
            #expect(try await browser.send("\(path)/status", TestBrowser.encoded(values)).status == 303)
            #expect(try await Self.server(fixture, id)?.details.status == .active)
            #expect(try await browser.post("\(path)/status", [("status", "gone")], page: path).status == 400)
            #expect(try await browser.get("\(path)/edit").status == 403)
        }
    }

    @Test("A server is deleted by whoever types its name")
    func delete() async throws {
        try await DashboardFixture.run { fixture in
            let id = try await Self.make(fixture)
            var browser = try await fixture.signedIn()
            #expect(try await browser.post("/servers/\(id)/delete", [("confirm", "Edge")]).status == 422)
            #expect(try await Self.server(fixture, id) != nil)
            #expect(try await browser.post("/servers/\(id)/delete", [("confirm", "edge")]).status == 303)
            #expect(try await Self.server(fixture, id) == nil)
        }
    }

    @Test("The list says how each server is, sorts, and is exported as it stands")
    func list() async throws {
        try await DashboardFixture.run { fixture in
            let id = try await Self.make(fixture)
            try await fixture.control.perform(as: .system("test")) { transaction in
                _ = try transaction.fleet.register(ServerDetails(name: "core", publicURL: "http://127.0.0.1:1"))
                let core = try #require(try transaction.connection.servers.find(name: "core"))
                try transaction.fleet.noteLost([core.id: core.health.heartbeats])
            }
            var browser = try await fixture.signedIn()
            let page = try await browser.get("/servers").body
            #expect(page.contains("Silent") && page.contains("Not seen yet"))
            let csv = try await browser.get("/servers.csv?sort=-name").body
            let edge = try #require(csv.firstRange(of: "edge,new"))
            let core = try #require(csv.firstRange(of: "core,lost"))
            #expect(edge.lowerBound < core.lowerBound)
            #expect(try await browser.get("/servers?status=lost").body.contains("/servers/\(id)\"") == false)
            let found = try await browser.get("/search/results?q=EDG").body
            #expect(found.contains("/servers/\(id)"))
        }
    }
}
