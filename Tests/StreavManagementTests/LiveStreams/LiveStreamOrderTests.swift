import StreavControl
import StreavDomain
import StreavLocal
import StreavSQL
import StreavStore
import Testing

@testable import StreavManagement

@Suite("The order of live streams")
struct LiveStreamOrderTests {
    /// Names in the order of their numbers, with these.
    private static func order(_ fixture: DashboardFixture) async throws -> [String] {
        try await fixture.database.read { connection in
            try connection.liveStreams.list(
                .init(), order: .number, descending: false, ListSlice(offset: 0, limit: 100),
                now: fixture.clock.wallNow()
            ).entries.map { "\($0.number) \($0.name)" }
        }
    }

    private static func make(_ fixture: DashboardFixture) async throws -> [LiveStreamID] {
        try await fixture.control.perform(as: .system("test")) { transaction in
            try [(3, "One"), (5, "Two"), (9, "Three")].map {
                try transaction.liveStreams.create(LiveStreamDetails(number: $0.0, name: $0.1)).id
            }
        }
    }

    /// What the page sends, its rows in another order.
    private static func fields(
        _ ids: [LiveStreamID], places: [String] = [], numbers: [String]
    ) -> [(String, String)] {
        ids.map { ("ids", "\($0)") } + places.map { ("places", $0) } + numbers.map { ("numbers", $0) }
    }

    @Test("Rows that were dragged, or sent to a place, exchange the numbers they have; an undo gives them back")
    func arranging() async throws {
        try await DashboardFixture.run { fixture in
            let ids = try await Self.make(fixture)
            var browser = try await fixture.signedIn(.operator)
            let page = try await browser.get(LiveStreamOrder.path).body
            let numbers = page.matches(of: /name="numbers" value="([^"]+)"/).map { String($0.1) }
            #expect(numbers == ["\(ids[0]):3", "\(ids[1]):5", "\(ids[2]):9"])
            let sent = try await browser.post(
                LiveStreamOrder.path, Self.fields([ids[2], ids[0], ids[1]], numbers: numbers))
            #expect(sent.status == 303)
            #expect(try await Self.order(fixture) == ["3 Three", "5 One", "9 Two"])
            let list = try await browser.get("/live-streams").body
            #expect(list.contains("action=\"\(LiveStreamOrder.path)\""), "an undo")
            let undone = try await browser.post(LiveStreamOrder.path, Self.fields(ids, numbers: []))
            #expect(undone.status == 303)
            #expect(try await Self.order(fixture) == ["3 One", "5 Two", "9 Three"])
            // Without a script: the last one to the first place.
            let placed = try await browser.post(
                LiveStreamOrder.path, Self.fields(ids, places: ["", "", "1"], numbers: numbers))
            #expect(placed.status == 303)
            #expect(try await Self.order(fixture) == ["3 Three", "5 One", "9 Two"])
        }
    }

    @Test("Whoever ordered what has changed meanwhile is told, and nothing is lost")
    func conflict() async throws {
        try await DashboardFixture.run { fixture in
            let ids = try await Self.make(fixture)
            var browser = try await fixture.signedIn()
            let seen = ["\(ids[0]):3", "\(ids[1]):5", "\(ids[2]):8"]
            let answer = try await browser.post(
                LiveStreamOrder.path, Self.fields(ids.reversed(), numbers: seen))
            #expect(answer.status == 409 && answer.body.contains("Somebody changed a number"))
            #expect(try await Self.order(fixture) == ["3 One", "5 Two", "9 Three"])
        }
    }

    @Test("Those with one number get numbers of their own, and what is gone is left out")
    func sameNumbers() async throws {
        try await DashboardFixture.run { fixture in
            let ids = try await fixture.control.perform(as: .system("test")) { transaction in
                try ["A", "B", "C"].map {
                    try transaction.liveStreams.create(LiveStreamDetails(number: 7, name: $0)).id
                }
            }
            let moved = try await fixture.control.perform(as: .system("test")) {
                try $0.liveStreams.arrange([ids[1], LiveStreamID(999), ids[0], ids[1], ids[2]]).map(\.details.name)
            }
            #expect(moved == ["A", "C"])
            #expect(try await Self.order(fixture) == ["7 B", "8 A", "9 C"])
        }
    }
}
