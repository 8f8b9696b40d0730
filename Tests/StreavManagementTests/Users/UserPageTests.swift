import Foundation
import StreavControl
import StreavCrypto
import StreavDomain
import StreavStore
import Testing

@testable import StreavManagement

@Suite("The pages of users")
struct UserPageTests {
    private static func revision(_ page: RawExchange.Answer) throws -> String {
        let match = try #require(page.body.firstMatch(of: /name="revision" value="(\d+)"/))
        return String(match.1)
    }

    @Test("Of two administrators who change one user the second is shown both versions before anything is lost")
    func conflict() async throws {
        try await DashboardFixture.run { fixture in
            let id = try await fixture.user(.support).id
            let path = "/users/\(id)/edit"
            var first = try await fixture.signedIn()
            var second = try await fixture.signedIn()
            let seen = try Self.revision(try await first.get(path))
            #expect(try Self.revision(try await second.get(path)) == seen)
            func fields(_ email: String, _ revision: String) -> [(String, String)] {
                [("username", "support"), ("email", email), ("role", "support"), ("revision", revision)]
            }
            #expect(try await first.post(path, fields("one@example.org", seen)).status == 303)
            let page = try await second.post(path, fields("two@example.org", seen))
            #expect(page.status == 409)
            #expect(page.body.contains("one@example.org") && page.body.contains("two@example.org"))
            #expect(try await fixture.user(.support).details.email == "one@example.org")
            // Having seen it, the second may go on.
            let next = try Self.revision(page)
            #expect(next != seen)
            #expect(try await second.post(path, fields("two@example.org", next)).status == 303)
            #expect(try await fixture.user(.support).details.email == "two@example.org")
        }
    }

    @Test("What was done to many can be undone from the page that says so, once, and by the same session alone")
    func undo() async throws {
        try await DashboardFixture.run { fixture in
            let ids = [try await fixture.user(.support).id, try await fixture.user(.readOnly).id]
            var browser = try await fixture.signedIn()
            let fields = [("action", "disable")] + ids.map { ("ids", "\($0)") }
            let preview = try await browser.post("/users/bulk", fields, page: "/users")
            #expect(preview.status == 200)
            #expect(try await !fixture.user(.support).details.isDisabled)
            let done = try await browser.post("/users/bulk/apply", fields, page: "/users")
            #expect(done.status == 303)
            #expect(try await fixture.user(.support).details.isDisabled)
            var other = try await fixture.signedIn()
            other.cookies["streav-notice"] = browser.cookies["streav-notice"]
            #expect(try await !other.get("/users").body.contains("2 users are disabled."))
            let page = try await browser.get("/users")
            #expect(page.body.contains("2 users are disabled."))
            let form = try #require(
                page.body.firstMatch(of: /(?s)<form method="post" action="\/users\/bulk\/apply">.*?<\/form>/))
            let values = form.0.matches(of: /name="([^"]+)" value="([^"]*)"/).map { (String($0.1), String($0.2)) }
            #expect(values.contains { $0 == ("action", "enable") })
            let undone = try await browser.send("/users/bulk/apply", TestBrowser.encoded(values))
            #expect(undone.status == 303)
            #expect(try await !fixture.user(.support).details.isDisabled)
            #expect(try await !fixture.user(.readOnly).details.isDisabled)
            _ = try await browser.get("/users")
            #expect(try await !browser.get("/users").body.contains("action=\"/users/bulk/apply\""))
        }
    }

    @Test(
        "A cell that a spreadsheet would take for a formula is made a text",
        arguments: [
            ("=1+1", "'=1+1"), ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"), ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"), ("\r=1", "\"'\r=1\""),
            ("=HYPERLINK(\"a\",\"b\")", "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\""),
            ("-42", "-42"), ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""),
            ("a\nb", "\"a\nb\""), ("", ""),
        ])
    func formulas(text: String, field: String) {
        #expect(CSVText.field(text) == field)
    }

    @Test("A list is exported with its filter, as comma-separated values and as JSON, without formulas and secrets")
    func exports() async throws {
        try await DashboardFixture.run { fixture in
            let hashed = try HashedPassword(DashboardFixture.password, cost: .weakForSimulation)
            try await fixture.control.perform(as: .system("test")) { transaction in
                for name in ["@formula", "-formula", "plain.one"] {
                    _ = try transaction.users.create(
                        UserDetails(username: name, email: "=x@example.org", role: .readOnly), password: hashed)
                }
            }
            var browser = try await fixture.signedIn()
            try await Self.check(&browser)
        }
    }

    private static func check(_ browser: inout TestBrowser) async throws {
        let table = try await browser.get("/users.csv?q=formula")
        #expect(table.status == 200)
        #expect(table.headers["content-type"]?.hasPrefix("text/csv") == true)
        #expect(table.headers["content-disposition"]?.contains("attachment") == true)
        #expect(table.body.contains("'@formula,'=x@example.org,"))
        #expect(table.body.contains("'-formula,"))
        #expect(!table.body.contains("plain.one"))
        let json = try await browser.get("/users.json?q=formula")
        let text = try #require(json.body.firstMatch(of: /(?s)\[.*\]/)).0
        #expect(text.contains("\"@formula\"") && !text.contains("scrypt"))
        #expect(!table.body.contains("scrypt"))
    }
}
