import StreavControl
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@testable import StreavManagement

@Suite("The pages of OAuth applications")
struct ApplicationPageTests {
    private static let path = "/oauth-applications"

    /// The id and the secret that a page shows.
    private static func credentials(_ body: String) throws -> (id: String, secret: String) {
        let codes = body.matches(of: /<code>([^<]+)<\/code>/).map { String($0.1) }
        #expect(codes.count == 2)
        return (try #require(codes.first), try #require(codes.last))
    }

    private static func create(_ browser: inout TestBrowser) async throws -> (id: String, secret: String) {
        let made = try await browser.post(
            "\(path)/new", [("name", "Shop"), ("scopes", "api.movie.read"), ("scopes", "api.bundle.read")])
        #expect(made.status == 201)
        return try credentials(made.body)
    }

    @Test("The secret is shown by the answer that makes it and by nothing else, and it works (S29)")
    func secretOnce() async throws {
        try await DashboardFixture.run { fixture in
            var browser = try await fixture.signedIn()
            let (id, secret) = try await Self.create(&browser)
            #expect(secret.count >= 40)
            let application = try await fixture.control.authenticateClient(id: id, secret: secret)
            #expect(application?.details.scopes == [.bundleRead, .movieRead])
            for page in [
                Self.path, "\(Self.path)/1", "\(Self.path)/1/edit", "\(Self.path)/1/rotate", "\(Self.path).csv",
                "\(Self.path).json", "/activity", "/activity.csv", "/search/results?q=Shop",
            ] {
                let answer = try await browser.get(page)
                #expect(answer.status == 200 && !answer.body.contains(secret), "\(page)")
            }
            #expect(try await !fixture.activity().contains { "\($0)".contains(secret) })
            #expect(!browser.cookies.values.contains { $0.contains(secret) })
        }
    }

    @Test("A new secret takes the old one's place, after a question")
    func rotate() async throws {
        try await DashboardFixture.run { fixture in
            var browser = try await fixture.signedIn()
            let (id, old) = try await Self.create(&browser)
            let answer = try await browser.post("\(Self.path)/1/rotate", [])
            #expect(answer.status == 200)
            let (same, new) = try Self.credentials(answer.body)
            #expect(same == id && new != old)
            #expect(try await fixture.control.authenticateClient(id: id, secret: old) == nil)
            #expect(try await fixture.control.authenticateClient(id: id, secret: new) != nil)
            // The address alone makes none.
            #expect(try await browser.get("\(Self.path)/1/rotate").status == 200)
            #expect(try await fixture.control.authenticateClient(id: id, secret: new) != nil)
        }
    }

    @Test("Disabled, an application gets nothing until it is enabled; deleted, it is gone")
    func disable() async throws {
        try await DashboardFixture.run { fixture in
            var browser = try await fixture.signedIn()
            let (id, secret) = try await Self.create(&browser)
            let one = "\(Self.path)/1"
            #expect(try await browser.post("\(one)/status", [("disabled", "on")], page: one).status == 303)
            #expect(try await fixture.control.authenticateClient(id: id, secret: secret) == nil)
            #expect(try await browser.post("\(one)/status", [("disabled", "")], page: one).status == 303)
            #expect(try await fixture.control.authenticateClient(id: id, secret: secret) != nil)
            #expect(try await browser.post("\(one)/delete", [("confirm", "shop")]).status == 422)
            #expect(try await browser.post("\(one)/delete", [("confirm", "Shop")]).status == 303)
            #expect(try await browser.get(one).status == 404)
        }
    }

    @Test("Of two who change one application the second sees both versions before anything is lost")
    func conflict() async throws {
        try await DashboardFixture.run { fixture in
            var browser = try await fixture.signedIn()
            _ = try await Self.create(&browser)
            func fields(_ name: String, _ revision: String) -> [(String, String)] {
                [("name", name), ("scopes", "api.movie.read"), ("revision", revision)]
            }
            #expect(try await browser.post("\(Self.path)/1/edit", fields("Mine", "1")).status == 303)
            let page = try await browser.post("\(Self.path)/1/edit", fields("Yours", "1"))
            #expect(page.status == 409 && page.body.contains("Mine") && page.body.contains("Yours"))
            #expect(try await browser.post("\(Self.path)/1/edit", fields("Yours", "2")).status == 303)
        }
    }

    @Test("Without a permission, or with one that there is not, nothing is made")
    func wrong() async throws {
        try await DashboardFixture.run { fixture in
            var browser = try await fixture.signedIn()
            #expect(try await browser.post("\(Self.path)/new", [("name", "Shop")]).status == 422)
            let unknown = try await browser.post("\(Self.path)/new", [("name", "Shop"), ("scopes", "api.everything")])
            #expect(unknown.status == 400)
            #expect(try await fixture.database.read { try $0.oauthApplications.count() } == 0)
        }
    }
}
