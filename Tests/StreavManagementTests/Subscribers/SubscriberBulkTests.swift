import StreavControl
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavStore
import Testing

@testable import StreavManagement

@Suite("Many subscribers at once")
struct SubscriberBulkTests {
    /// Three: one expired, one who never expires, one with a day left.
    private static func three(_ fixture: DashboardFixture) async throws -> [SubscriberID] {
        let now = fixture.clock.wallNow()
        return try await fixture.control.perform(as: .system("test")) { transaction in
            _ = try transaction.bundles.create(BundleDetails(name: "Basic"))
            let sport = try transaction.bundles.create(BundleDetails(name: "Sport"))
            return try [("a", now.advanced(by: .seconds(-500))), ("b", nil), ("c", now.advanced(by: .seconds(86_400)))]
                .map { name, end in
                    try transaction.subscribers.create(
                        SubscriberDetails(username: name, expiresAt: end, bundles: [sport.id])
                    ).subscriber.id
                }
        }
    }

    private static func all(
        _ fixture: DashboardFixture, _ ids: [SubscriberID]
    ) async throws -> [SubscriberDetails] {
        try await fixture.database.read { try $0.subscribers.find(ids) }.map(\.details)
    }

    private static func undo(_ page: RawExchange.Answer) throws -> [(String, String)] {
        let form = try #require(
            page.body.firstMatch(of: /(?s)<form method="post" action="\/subscribers\/bulk\/undo">.*?<\/form>/))
        return form.0.matches(of: /name="([^\x22]+)" value="([^\x22]*)"/).map { (String($0.1), String($0.2)) }
    }

    @Test("What is extended is shown beforehand, done as shown, and undone exactly")
    func extend() async throws {
        try await DashboardFixture.run { fixture in
            let ids = try await Self.three(fixture)
            let before = try await Self.all(fixture, ids)
            let chosen = [("action", "extend")] + ids.map { ("ids", "\($0)") }
            var browser = try await fixture.signedIn(.support)
            let asked = try await browser.post("/subscribers/bulk", chosen, page: "/subscribers")
            #expect(asked.status == 200 && asked.body.contains("name=\"days\""))
            #expect(!asked.body.contains("/subscribers/bulk/apply"))
            let wrong = try await browser.post("/subscribers/bulk", chosen + [("days", "0")], page: "/subscribers")
            #expect(wrong.status == 422)
            let preview = try await browser.post("/subscribers/bulk", chosen + [("days", "30")], page: "/subscribers")
            let now = fixture.clock.wallNow()
            let ends = [now.advanced(by: .seconds(30 * 86_400)), now.advanced(by: .seconds(31 * 86_400))]
            for end in ends { #expect(preview.body.contains(Moment.exact(end))) }
            #expect(preview.body.contains("2 subscribers change."))
            #expect(try await Self.all(fixture, ids) == before)
            let done = try await browser.post(
                "/subscribers/bulk/apply", chosen + [("days", "30")], page: "/subscribers")
            #expect(done.status == 303)
            #expect(try await Self.all(fixture, ids).map(\.expiresAt) == [ends[0], nil, ends[1]])
            let page = try await browser.get("/subscribers")
            let undone = try await browser.send(
                "/subscribers/bulk/undo", TestBrowser.encoded(try Self.undo(page)))
            #expect(undone.status == 303)
            #expect(try await Self.all(fixture, ids) == before)
        }
    }

    @Test("Subscribers are moved to a bundle, and whoever was changed again since is not undone")
    func move() async throws {
        try await DashboardFixture.run { fixture in
            let ids = try await Self.three(fixture)
            var browser = try await fixture.signedIn(.operator)
            let chosen = [("action", "bundle"), ("bundle", "1")] + ids.map { ("ids", "\($0)") }
            let preview = try await browser.post("/subscribers/bulk", chosen, page: "/subscribers")
            #expect(preview.body.contains("<td>Sport</td><td>Basic</td>"))
            #expect(try await browser.post("/subscribers/bulk/apply", chosen, page: "/subscribers").status == 303)
            #expect(try await Self.all(fixture, ids).map(\.bundles) == [[BundleID(1)], [BundleID(1)], [BundleID(1)]])
            try await fixture.control.perform(as: .system("test")) {
                try $0.subscribers.setStatus(ids[0], .banned)
            }
            let fields = try Self.undo(try await browser.get("/subscribers"))
            #expect(try await browser.send("/subscribers/bulk/undo", TestBrowser.encoded(fields)).status == 303)
            #expect(try await Self.all(fixture, ids).map(\.bundles) == [[BundleID(1)], [BundleID(2)], [BundleID(2)]])
        }
    }

    @Test("Nobody undoes what somebody else has done")
    func foreign() async throws {
        try await DashboardFixture.run { fixture in
            let ids = try await Self.three(fixture)
            var first = try await fixture.signedIn(.operator)
            let fields = [("action", "disable")] + ids.map { ("ids", "\($0)") }
            #expect(try await first.post("/subscribers/bulk/apply", fields, page: "/subscribers").status == 303)
            let last = try #require(try await fixture.activity().last?.sequence)
            var second = try await fixture.signedIn(.support)
            let answer = try await second.post(
                "/subscribers/bulk/undo", [("first", "1"), ("last", "\(last)")], page: "/subscribers")
            #expect(answer.status == 303)
            #expect(try await Self.all(fixture, ids).allSatisfy { $0.status == .disabled })
        }
    }
}
