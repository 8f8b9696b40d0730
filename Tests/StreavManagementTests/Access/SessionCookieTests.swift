import StreavControl
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavSQL
import Testing

@testable import StreavManagement

@Suite("The cookies of the dashboard")
struct SessionCookieTests {
    private static func attributes(_ cookie: String) -> Set<String> {
        Set(cookie.split(separator: ";").dropFirst().map { $0.drop { $0 == " " }.lowercased() })
    }

    private static let signIn = [("username", "administrator"), ("password", DashboardFixture.password)]

    @Test("S13: over TLS all cookies are __Host-, Secure, HttpOnly, SameSite and of no domain")
    func overTLS() async throws {
        try await DashboardFixture.run(configure: { $0.publicURL = "https://tv.example.org" }) { fixture in
            var browser = fixture.browser
            browser.host = "tv.example.org"
            browser.origin = "https://tv.example.org"
            let page = try await browser.get("/sign-in")
            let answer = try await browser.post("/sign-in", Self.signIn)
            #expect(answer.status == 303)
            let cookies = page.cookies + answer.cookies
            #expect(cookies.contains { $0.hasPrefix("__Host-streav-session=") })
            #expect(cookies.contains { $0.hasPrefix("__Host-streav-visitor=") })
            #expect(cookies.contains { $0.hasPrefix("__Host-streav-device=") })
            for cookie in cookies {
                #expect(cookie.hasPrefix("__Host-"), "\(cookie)")
                let attributes = Self.attributes(cookie)
                #expect(attributes.isSuperset(of: ["path=/", "secure", "httponly", "samesite=lax"]), "\(cookie)")
                #expect(!attributes.contains { $0.hasPrefix("domain") }, "\(cookie)")
            }
            #expect(answer.headers["strict-transport-security"] != nil)
            #expect(try await browser.get("/account").status == 200)
            // A cookie of that name without the prefix, which a neighbouring host could set, is none.
            let value = try #require(browser.cookies["__Host-streav-session"])
            browser.cookies = ["streav-session": value]
            #expect(try await browser.get("/account").status == 303)
        }
    }

    @Test("S13: on this machine they have another name and are not Secure; no other plain http is answered")
    func onLoopback() async throws {
        try await DashboardFixture.run { fixture in
            var browser = fixture.browser
            let answer = try await browser.post("/sign-in", Self.signIn)
            let cookie = try #require(answer.cookies.first { $0.hasPrefix("streav-session=") })
            let attributes = Self.attributes(cookie)
            #expect(attributes == ["path=/", "httponly", "samesite=lax"])
            #expect(answer.headers["strict-transport-security"] == nil)
            browser.host = "tv.example.org"
            #expect(try await browser.get("/account").status == 403)
            browser.host = "localhost"
            browser.headers = ["X-Forwarded-For: 203.0.113.1"]
            #expect(try await browser.get("/account").status == 403)
        }
        #expect(ManagementConfiguration.problem(ofPublicURL: "http://tv.example.org") != nil)
        #expect(ManagementConfiguration.problem(ofPublicURL: "https://tv.example.org") == nil)
    }

    @Test("S14: a session that a browser brings along is never taken up, and signing in ends the one it had")
    func fixation() async throws {
        try await DashboardFixture.run { fixture in
            var browser = fixture.browser
            let chosen = String(repeating: "A", count: 43)
            browser.cookies["streav-session"] = chosen
            try await browser.signIn("administrator", DashboardFixture.password)
            let first = try #require(browser.cookies["streav-session"])
            #expect(first != chosen)
            var attacker = fixture.browser
            attacker.cookies["streav-session"] = chosen
            #expect(try await attacker.get("/account").status == 303)

            // The form of the sign-in page is sent again, as from a second tab.
            let again = try await browser.post("/sign-in", Self.signIn, page: "/account")
            #expect(again.status == 303)
            let second = try #require(browser.cookies["streav-session"])
            #expect(second != first)
            #expect(try await browser.get("/account").status == 200)
            attacker.cookies["streav-session"] = first
            #expect(try await attacker.get("/account").status == 303)
        }
    }

    @Test("S14: two cookies of one name are none, so that nobody can put one in front")
    func doubled() async throws {
        try await DashboardFixture.run { fixture in
            var browser = try await fixture.signedIn()
            browser.headers = ["Cookie: streav-session=\(String(repeating: "A", count: 43))"]
            #expect(try await browser.get("/account").status == 303)
        }
    }

    @Test("S15, S16: a page that keeps itself up to date ends with its session")
    func live() async throws {
        try await DashboardFixture.run { fixture in
            var browser = try await fixture.signedIn()
            let id = try await fixture.user(.administrator).id
            let password = try HashedPassword("another good one", cost: .weakForSimulation)
            // The upkeep and the history of loads sleep; the page is the third.
            try await fixture.clock.waitForSleepers(2)
            let watching = browser
            async let answer = Self.watch(watching)
            try await fixture.clock.waitForSleepers(3)
            try await fixture.control.perform(as: .system("test")) { try $0.users.setPassword(id, password) }
            fixture.clock.advance(by: LiveRoutes.interval)
            #expect(try await answer.body.contains("event: ended"))
            #expect(try await browser.get("/live?page=/").status == 303)
        }
    }

    private static func watch(_ browser: TestBrowser) async throws -> RawExchange.Answer {
        var browser = browser
        return try await browser.get("/live?page=/")
    }
}
