import StreavControl
import StreavDomain
import Testing

@testable import StreavManagement

@Suite("The sign-in page")
struct SignInPageTests {
    /// Without what differs with every browser.
    private static func plain(_ answer: RawExchange.Answer) -> String {
        answer.body.replacing(/name="csrf" value="[^"]*"/, with: "").replacing(/^[0-9a-f]+\r\n/, with: "")
    }

    @Test("S24: the answer to an unknown account, a wrong password and a disabled account is the same")
    func enumeration() async throws {
        try await DashboardFixture.run { fixture in
            let id = try await fixture.user(.support).id
            try await fixture.control.perform(as: .system("test")) { _ = try $0.users.setDisabled(true, [id]) }
            var answers: [RawExchange.Answer] = []
            for (name, password) in [
                ("administrator", "a wrong one"), ("ministrantador", "a wrong one"),
                (DashboardFixture.username(.support), "a wrong one"),
                (DashboardFixture.username(.support), DashboardFixture.password),
            ] {
                var browser = fixture.browser
                var answer = try await browser.post("/sign-in", [("username", name), ("password", password)])
                #expect(answer.status == 422)
                #expect(answer.cookies.isEmpty)
                #expect(!answer.body.contains(password))
                answer = RawExchange.Answer(
                    status: answer.status, headers: answer.headers, cookies: [],
                    body: Self.plain(answer).replacing(name, with: "NAME"), isEmpty: false)
                answers.append(answer)
            }
            #expect(Set(answers.map(\.body)).count == 1)
            #expect(Set(answers.map { $0.headers.keys.sorted() }).count == 1)
            #expect(answers[0].body.contains("Username or password is wrong."))
        }
    }

    @Test("S23: a forged X-Forwarded-For is no other address, unless a trusted proxy has written it")
    func forwarded() async throws {
        for isTrusted in [false, true] {
            try await DashboardFixture.run(configure: { configuration in
                configuration.publicURL = "https://tv.example.org"
                if isTrusted { configuration.trustedProxies = [IPNetwork("127.0.0.0/8")].compactMap { $0 } }
            }) { fixture in
                var statuses: [Int] = []
                for number in 0..<24 {
                    var browser = fixture.browser
                    browser.host = "tv.example.org"
                    browser.origin = "https://tv.example.org"
                    // What the client claims stands before what the proxy adds.
                    browser.headers = ["X-Forwarded-For: 203.0.113.\(number), 198.51.100.7"]
                    let answer = try await browser.post(
                        "/sign-in", [("username", "user\(number)"), ("password", "a guess")])
                    statuses.append(answer.status)
                }
                #expect(statuses.prefix(21).allSatisfy { $0 == 422 })
                #expect(statuses.suffix(3) == [429, 429, 429])
                let entries = try await fixture.activity().filter { $0.activity.action == "user.sign-in-refused" }
                let address = isTrusted ? "198.51.100.7" : "127.0.0.1"
                #expect(entries.count == 21 && entries.allSatisfy { $0.activity.actor.address == address })
            }
        }
    }

    @Test("S17: every form of the first page that a browser ever sees counts")
    func firstPage() async throws {
        try await DashboardFixture.run { fixture in
            var browser = fixture.browser
            let page = try await browser.get("/sign-in")
            let tokens = page.body.matches(of: /name="csrf" value="([^"]*)"/).map { String($0.1) }
            #expect(tokens.count >= 2)
            #expect(Set(tokens).count == 1)
            let answer = try await browser.post(
                "/sign-in", [("username", "administrator"), ("password", DashboardFixture.password)],
                token: tokens[0])
            #expect(answer.status == 303)
        }
    }

    @Test("After signing in one goes on where one wanted to, within the dashboard alone")
    func next() async throws {
        try await DashboardFixture.run { fixture in
            for (next, expected) in [
                ("/users?q=a", "/users?q=a"), ("//evil.example", "/"), ("https://evil.example", "/"),
                ("/\\evil.example", "/"), ("javascript:alert(1)", "/"), ("/a\r\nSet-Cookie: x=y", "/"),
            ] {
                var browser = fixture.browser
                let answer = try await browser.post(
                    "/sign-in",
                    [("username", "administrator"), ("password", DashboardFixture.password), ("next", next)])
                #expect(answer.headers["location"] == expected, "\(next)")
            }
        }
    }

    @Test("S15: signing out ends the session and takes its cookie away")
    func signOut() async throws {
        try await DashboardFixture.run { fixture in
            var browser = try await fixture.signedIn()
            let copy = browser
            let answer = try await browser.post("/sign-out", [], page: "/account")
            #expect(answer.status == 303)
            #expect(answer.cookies.contains { $0.hasPrefix("streav-session=;") && $0.contains("Max-Age=0") })
            var thief = copy
            #expect(try await thief.get("/account").status == 303)
        }
    }
}
