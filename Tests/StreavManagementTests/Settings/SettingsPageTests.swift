import StreavControl
import StreavDomain
import StreavSQL
import StreavStore
import Testing

@testable import StreavManagement

@Suite("The pages of settings")
struct SettingsPageTests {
    @Test("What the process was told is shown as it is")
    func facts() async throws {
        try await DashboardFixture.run { configuration in
            configuration.facts = PlatformFact.Kind.allCases.map {
                PlatformFact($0, "value of \($0)", setting: "STREAV_\($0)")
            }
        } _: { fixture in
            var browser = try await fixture.signedIn()
            let page = try await browser.get("/settings").body
            for kind in PlatformFact.Kind.allCases {
                #expect(page.contains("value of \(kind)"))
                #expect(EnglishTexts.messages["settings.fact-\(kind.rawValue)"] != nil, "\(kind)")
                #expect(ArabicTexts.messages["settings.fact-\(kind.rawValue)"] != nil, "\(kind)")
            }
        }
    }

    @Test("A session that an administrator ends is over, and one's own is not ended this way (S29)")
    func endSession() async throws {
        try await DashboardFixture.run { fixture in
            var other = try await fixture.signedIn(.support)
            var browser = try await fixture.signedIn()
            let page = try await browser.get("/settings/security").body
            let sessions = page.matches(of: /name="session" value="([0-9a-f]+)"/).map { String($0.1) }
            // Of the two the other's alone is offered.
            #expect(sessions.count == 1)
            let ended = try await browser.post(
                "/settings/security/end-session", [("session", try #require(sessions.first))],
                page: "/settings/security")
            #expect(ended.status == 303)
            #expect(try await other.get("/account").status == 303)
            #expect(try await browser.get("/account").status == 200)
            #expect(try await fixture.activity().contains { $0.activity.action == "user.end-session" })
            let own = try await fixture.database.read {
                try $0.userSessions.live(now: Timestamp(milliseconds: 0), limit: 10)
            }.first { $0.user.details.role == .administrator }
            let refused = try await browser.post(
                "/settings/security/end-session", [("session", HexText.write(own?.idHash ?? [1]))],
                page: "/settings/security")
            #expect(refused.status == 403)
            #expect(try await browser.get("/account").status == 200)
            let nonsense = try await browser.post(
                "/settings/security/end-session", [("session", "xyz")], page: "/settings/security")
            #expect(nonsense.status == 400)
        }
    }

    @Test("All others can be ended at once")
    func endOthers() async throws {
        try await DashboardFixture.run { fixture in
            var others = [try await fixture.signedIn(.support), try await fixture.signedIn(.operator)]
            var browser = try await fixture.signedIn()
            let answer = try await browser.post("/settings/security/end-others", [], page: "/settings/security")
            #expect(answer.status == 303)
            for index in others.indices { #expect(try await others[index].get("/account").status == 303) }
            let page = try await browser.get("/settings/security")
            #expect(page.status == 200 && page.body.contains("2 other sessions have ended."))
        }
    }

    @Test("It is said that administrators have no second factor, and not said when they have")
    func hints() async throws {
        try await DashboardFixture.run { fixture in
            var browser = try await fixture.signedIn()
            let page = try await browser.get("/settings/security").body
            #expect(page.contains("1 administrator has no second factor"))
            #expect(page.contains("There is one administrator."))
            let id = try await fixture.user(.administrator).id
            try await fixture.database.write { connection in
                _ = try connection.users.setSealedSeed(
                    [1], of: id, now: Timestamp(milliseconds: 0))
            }
            #expect(try await !browser.get("/settings/security").body.contains("no second factor"))
        }
    }
}
