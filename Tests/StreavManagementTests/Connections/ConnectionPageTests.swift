import Foundation
import StreavControl
import StreavDomain
import StreavLocal
import StreavSQL
import StreavStore
import Testing

@testable import StreavManagement

@Suite("The pages of connections")
struct ConnectionPageTests {
    static let hostile = "<img src=x onerror=alert(1)>\"'&"

    /// Connections of one subscriber, with ids from 1 on; the last is over.
    static func make(_ fixture: DashboardFixture, _ count: Int, userAgent: String = "VLC/3") async throws {
        try await fixture.control.perform(as: .system("test")) { transaction in
            let subscriber = try transaction.subscribers.create(SubscriberDetails(username: "ann")).subscriber.id
            let stream = try transaction.liveStreams.create(LiveStreamDetails(number: 1, name: "News")).id
            let server = try transaction.fleet.register(
                ServerDetails(name: "node-1", publicURL: "http://127.0.0.1:8001"))
            for index in 1...count {
                var sighting = ConnectionSighting(
                    sessionID: "session\(index)", subscriber: subscriber, stream: .live(stream), format: .hls,
                    address: "192.0.2.\(index)", country: "DE", userAgent: userAgent, startedAt: transaction.now,
                    seenAt: transaction.now, newBytes: 1_250_000)
                if index == count { sighting.endedAt = transaction.now }
                try transaction.connection.connections.note([sighting], by: server.server)
            }
        }
    }

    private static func closed(_ fixture: DashboardFixture) async throws -> [String] {
        try await fixture.activity().map(\.activity).filter { $0.action == "connection.close" }
            .compactMap(\.resourceID).sorted()
    }

    @Test("What a player sends of itself is text and nothing else, wherever it stands (S19)")
    func inert() async throws {
        try await DashboardFixture.run { fixture in
            try await Self.make(fixture, 2, userAgent: Self.hostile)
            var browser = try await fixture.signedIn()
            for path in [
                "/connections", "/connections/history", "/connections/1", "/connections/1/close",
                "/connections?q=" + "%3Cimg%20src%3Dx%3E",
            ] {
                let page = try await browser.get(path)
                #expect(page.status == 200, "\(path)")
                #expect(!page.body.contains("<img"), "\(path)")
            }
            #expect(try await browser.get("/connections/1").body.contains("&lt;img src=x onerror=alert(1)&gt;"))
        }
    }

    @Test("Where viewers are is shown and exported to those alone who may know it (S27)")
    func addresses() async throws {
        try await DashboardFixture.run { fixture in
            try await Self.make(fixture, 2)
            for role in UserRole.allCases {
                var browser = try await fixture.signedIn(role)
                let mayKnow = role.allows(.reveal, .connections)
                for path in ["/connections", "/connections.csv", "/connections.json", "/connections/1"] {
                    let page = try await browser.get(path)
                    #expect(page.status == 200 && page.body.contains("ann"), "\(role) \(path)")
                    #expect(page.body.contains("192.0.2.1") == mayKnow, "\(role) \(path)")
                }
                let isOffered = try await browser.get("/connections").body.contains("/connections/1/close")
                #expect(isOffered == role.allows(.operate, .connections), "\(role)")
            }
        }
    }

    @Test("The list is narrowed by what other pages link to")
    func filters() async throws {
        try await DashboardFixture.run { fixture in
            try await Self.make(fixture, 3)
            var browser = try await fixture.signedIn()
            for query in [
                "subscriber=1", "stream=1", "server=1", "country=DE", "format=hls", "q=AN", "sort=-bytes",
            ] {
                let page = try await browser.get("/connections?\(query)")
                #expect(page.body.contains("/connections/1/close"), "\(query)")
                #expect(!page.body.contains("/connections/3/close"), "\(query)")
            }
            for query in ["subscriber=2", "stream=9", "on-demand-stream=1", "server=9", "country=FR", "format=mpegts"] {
                let page = try await browser.get("/connections?\(query)")
                #expect(!page.body.contains("/connections/1/close"), "\(query)")
            }
            let kept = try await browser.get("/connections?subscriber=1").body
            #expect(kept.contains("name=\"subscriber\" value=\"1\""))
            let history = try await browser.get("/connections/history?subscriber=1").body
            #expect(history.contains("href=\"/connections/3\"") && !history.contains("href=\"/connections/1\""))
        }
    }

    @Test("One is closed after a question, with the hold that was chosen")
    func closeOne() async throws {
        try await DashboardFixture.run { fixture in
            try await Self.make(fixture, 2)
            var browser = try await fixture.signedIn(.support)
            for hold in ["", "-1", "3601", "x"] {
                let page = try await browser.post("/connections/1/close", [("hold", hold)])
                #expect(page.status == 422, "\(hold)")
            }
            #expect(try await Self.closed(fixture).isEmpty)
            #expect(try await browser.post("/connections/1/close", [("hold", "300")]).status == 303)
            #expect(try await Self.closed(fixture) == ["1"])
            let now = fixture.clock.wallNow()
            let events = try await fixture.database.read { try $0.outbox.waiting(now: now, limit: 100) }
            let event = try #require(events.last { $0.type == ConnectionsClosed.type })
            let read = try JSONDecoder().decode(ConnectionsClosed.self, from: Data(event.payload))
            #expect(read.sessions.map(\.id) == ["session1"] && read.holdMilliseconds == 300_000)
            // One that is over is no reason to write anything.
            #expect(
                try await browser.post("/connections/2/close", [("hold", "30")], page: "/connections").status == 303)
            #expect(try await Self.closed(fixture) == ["1"])
            #expect(try await browser.get("/connections/999/close").status == 404)
        }
    }

    @Test("Many are closed after a look at who they are")
    func closeMany() async throws {
        try await DashboardFixture.run { fixture in
            try await Self.make(fixture, 4)
            var browser = try await fixture.signedIn()
            let ids = ["1", "2", "4", "77", "x"].map { ("ids", $0) }
            let preview = try await browser.post("/connections/bulk", [("action", "close")] + ids, page: "/connections")
            #expect(preview.status == 200)
            #expect(try await Self.closed(fixture).isEmpty)
            let form = try #require(
                preview.body.firstMatch(of: /(?s)action="\/connections\/bulk\/apply".*?<\/form>/))
            let chosen = form.0.matches(of: /name="ids" value="(\d+)"/).map { String($0.1) }
            #expect(Set(chosen) == ["1", "2"])
            let fields = chosen.map { ("ids", $0) } + [("hold", "0")]
            #expect(try await browser.post("/connections/bulk/apply", fields, page: "/connections").status == 303)
            #expect(try await Self.closed(fixture) == ["1", "2"])
            #expect(try await browser.get("/connections").body.contains("2 connections are being closed."))
        }
    }
}
