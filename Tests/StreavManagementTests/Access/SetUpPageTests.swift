import StreavControl
import StreavCrypto
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@testable import StreavManagement

@Suite("The set-up page")
struct SetUpPageTests {
    private static let fields = [
        ("username", "chief"), ("email", ""), ("password", DashboardFixture.password),
        ("password-again", DashboardFixture.password),
    ]

    private static func count(_ fixture: DashboardFixture) async throws -> Int {
        try await fixture.database.read { try $0.users.count() }
    }

    private static func outside(_ fixture: DashboardFixture) -> TestBrowser {
        var browser = fixture.browser
        browser.host = "tv.example.org"
        browser.origin = "https://tv.example.org"
        return browser
    }

    @Test("S26: from outside it is refused without the token, whatever the request claims to be")
    func outside() async throws {
        try await DashboardFixture.run(
            users: [], configure: { $0.publicURL = "https://tv.example.org" }
        ) { fixture in
            var browser = Self.outside(fixture)
            #expect(try await browser.get("/").headers["location"] == "/setup")
            for path in ["/setup", "/setup?token=", "/setup?token=wrong"] {
                #expect(try await browser.get(path).status == 403)
            }
            // A proxy on the same machine that passes a local name on does not make anybody local.
            var proxied = Self.outside(fixture)
            proxied.host = "localhost"
            proxied.headers = ["X-Forwarded-For: 203.0.113.1"]
            #expect(try await proxied.get("/setup").status == 403)

            let authentication = UserAuthentication(
                control: fixture.control, cache: fixture.cache, hasher: PasswordHasher(cost: .weakForSimulation))
            let token = authentication.setUpToken
            let form = try await browser.token(at: "/setup?token=\(token)")
            for wrong in ["", "wrong", token + "x"] {
                let answer = try await browser.post("/setup", Self.fields + [("token", wrong)], token: form)
                #expect(answer.status == 403)
            }
            #expect(try await Self.count(fixture) == 0)
            let answer = try await browser.post("/setup", Self.fields + [("token", token)], token: form)
            #expect(answer.status == 303)
            #expect(try await Self.count(fixture) == 1)
            #expect(try await browser.get("/users").status == 200)

            var late = Self.outside(fixture)
            #expect(try await late.get("/setup?token=\(token)").headers["location"] == "/")
            let second = try await late.post("/setup", Self.fields + [("token", token)], page: "/sign-in")
            #expect(second.status == 303)
            #expect(late.cookies["__Host-streav-session"] == nil)
            #expect(try await Self.count(fixture) == 1)
        }
    }

    @Test("S26: on the machine itself it needs no token, says what is wrong, and signs in")
    func inside() async throws {
        try await DashboardFixture.run(users: []) { fixture in
            var browser = fixture.browser
            for path in ["/", "/users", "/sign-in", "/account"] {
                #expect(try await browser.get(path).headers["location"] == "/setup", "\(path)")
            }
            var fields = Self.fields
            fields[3].1 = "another one than before"
            var answer = try await browser.post("/setup", fields)
            #expect(answer.status == 422 && answer.body.contains("chief"))
            #expect(!answer.body.contains(DashboardFixture.password))
            fields[2].1 = "password"
            fields[3].1 = "password"
            answer = try await browser.post("/setup", fields)
            #expect(answer.status == 422)
            #expect(try await Self.count(fixture) == 0)
            answer = try await browser.post("/setup", Self.fields)
            #expect(answer.status == 303)
            #expect(try await browser.get("/").status == 200)
            let user = try await fixture.database.read { try $0.users.find(username: "chief") }
            #expect(user?.details.role == .administrator)
            #expect(try await fixture.activity().map(\.activity.action) == ["user.create", "user.sign-in"])
        }
    }
}
