import StreavDomain
import StreavSQL
import StreavStore
import Testing

@testable import StreavManagement

@Suite("Saved views")
struct SavedViewTests {
    private static let disabled = "/users?status=disabled"

    private static func save(
        _ browser: inout TestBrowser, _ name: String, path: String = "/users", query: String = "status=disabled"
    ) async throws -> RawExchange.Answer {
        try await browser.post(
            "/views", [("path", path), ("query", query), ("name", name)], page: disabled)
    }

    @Test("A view is kept under a name, leads back to what it showed, and is its user's own")
    func keeping() async throws {
        try await DashboardFixture.run { fixture in
            var browser = try await fixture.signedIn()
            #expect(try await !browser.get("/users").body.contains("saved-view"))
            #expect(try await browser.get(Self.disabled).body.contains("name=\"query\" value=\"status=disabled\""))
            let saved = try await Self.save(&browser, "Gone")
            #expect(saved.status == 303 && saved.headers["location"] == Self.disabled)
            let list = try await browser.get("/users").body
            #expect(list.contains("href=\"/users?status=disabled\">Gone</a>"))
            #expect(try await !browser.get("/activity").body.contains(">Gone</a>"), "of that list alone")
            _ = try await Self.save(&browser, "Signing in", path: "/activity", query: "q=sign")
            #expect(try await browser.get("/activity").body.contains("href=\"/activity?q=sign\">Signing in</a>"))
            var other = try await fixture.signedIn(.operator)
            #expect(try await !other.get("/activity").body.contains("/activity?q=sign\""))

            let user = try await fixture.user(.administrator).id
            #expect(try await fixture.database.read { try $0.savedViews.all(of: user, path: "/users") }.count == 1)
        }
    }

    @Test("A view of the same name replaces it; deleting has an undo; nobody deletes another's")
    func changing() async throws {
        try await DashboardFixture.run { fixture in
            var browser = try await fixture.signedIn()
            _ = try await Self.save(&browser, "Mine")
            _ = try await Self.save(&browser, "Mine", query: "role=support")
            let user = try await fixture.user(.administrator).id
            func views() async throws -> [SavedView] {
                try await fixture.database.read { try $0.savedViews.all(of: user, path: "/users") }
            }
            let kept = try await views()
            #expect(kept.map(\.details.query) == ["role=support"])
            let id = try #require(kept.first).id
            var other = try await fixture.signedIn(.operator)
            #expect(try await other.post("/views/\(id)/delete", [], page: "/account").status == 404)
            #expect(try await views().count == 1)
            #expect(try await browser.post("/views/\(id)/delete", [], page: "/users").status == 303)
            #expect(try await views().isEmpty)
            let after = try await browser.get("/users").body
            #expect(after.contains("action=\"/views\"") && after.contains("name=\"query\" value=\"role=support\""))
        }
    }

    @Test("What is no list, too many, or markup is kept from doing harm (S19)")
    func hostile() async throws {
        try await DashboardFixture.run { fixture in
            var browser = try await fixture.signedIn()
            for path in ["//evil.example", "https://evil.example/", "/nothing", "users", "/users\r\nX: y"] {
                #expect(try await Self.save(&browser, "x", path: path).status == 400, "\(path)")
            }
            #expect(try await Self.save(&browser, "x", query: "a\r\nSet-Cookie: b=c").status == 400)
            var reader = try await fixture.signedIn(.support)
            #expect(UserRole.support.allows(.view, .users) == false)
            #expect(
                try await reader.post(
                    "/views", [("path", "/users"), ("query", "q=a"), ("name", "x")], page: "/account"
                ).status == 400)
            _ = try await Self.save(&browser, "<script>alert(1)</script>")
            let page = try await browser.get("/users").body
            #expect(!page.contains("<script>alert") && page.contains("&lt;script&gt;alert"))
            for number in 0..<SavedViewDetails.limit { _ = try await Self.save(&browser, "View \(number)") }
            let user = try await fixture.user(.administrator).id
            let count = try await fixture.database.read { try $0.savedViews.all(of: user, path: "/users").count }
            #expect(count == SavedViewDetails.limit)
        }
    }
}
