import StreavControl
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavStore
import Testing

@testable import StreavManagement

@Suite("The overview")
struct OverviewPageTests {
    @Test("Who watches now is told by stream, server, format and country, with a way to the list")
    func shares() async throws {
        try await DashboardFixture.run { fixture in
            try await ConnectionPageTests.make(fixture, 3)
            var browser = try await fixture.signedIn(.readOnly)
            let page = try await browser.get("/").body
            for path in ["stream=1", "server=1", "format=hls", "country=DE"] {
                #expect(page.contains("href=\"/connections?\(path)\""), "\(path)")
            }
        }
    }

    @Test("The last 24 hours are drawn from what was noted")
    func history() async throws {
        try await DashboardFixture.run { fixture in
            var browser = try await fixture.signedIn()
            #expect(try await browser.get("/").body.contains("The first minute is being counted."))
            let now = fixture.clock.wallNow()
            try await fixture.database.write { connection in
                for hour in [0, 5, 23, 30] {
                    let sample = StatisticsTable.Sample(
                        dimension: "all", member: "all", viewers: hour == 30 ? 9999 : 40 + hour, sessions: 2,
                        bytes: 75_000_000)
                    try connection.statistics.add(minute: now.advanced(by: .seconds(-3600 * hour)), [sample])
                }
            }
            let page = try await browser.get("/").body
            #expect(page.contains("peak 63") && !page.contains("9\u{202F}999"))
            #expect(page.contains("6 sessions") && page.contains("peak 10.0 Mbit/s"))
        }
    }

    @Test("Alerts are about what is so, and go when it is not any more")
    func alerts() async throws {
        try await DashboardFixture.run { fixture in
            var browser = try await fixture.signedIn()
            let before = try await browser.get("/").body
            #expect(before.contains("No administrator has a second factor"))
            #expect(!before.contains("message broker") && !before.contains("is silent"))
            try await fixture.control.perform(as: .system("test")) { transaction in
                _ = try transaction.fleet.register(ServerDetails(name: "edge", publicURL: "http://127.0.0.1:1"))
                _ = try transaction.subscribers.create(SubscriberDetails(username: "ann"))
                let edge = try #require(try transaction.connection.servers.find(name: "edge"))
                try transaction.fleet.noteLost([edge.id: edge.health.heartbeats])
            }
            #expect(try await browser.get("/").body.contains("edge is silent"))
            #expect(try await !browser.get("/").body.contains("message broker"))
            fixture.clock.advance(by: .seconds(31))
            #expect(try await browser.get("/").body.contains("message broker"))
            let now = fixture.clock.wallNow()
            try await fixture.database.write { connection in
                let waiting = try connection.outbox.waiting(now: now, limit: 100)
                try connection.outbox.markPublished(waiting.map(\.id), now: now)
            }
            #expect(try await !browser.get("/").body.contains("message broker"))
        }
    }

    @Test("A live stream that is down is an alert for as long as its node says so")
    func down() async throws {
        try await DashboardFixture.run { fixture in
            var browser = try await fixture.signedIn(.readOnly)
            let now = fixture.clock.wallNow()
            func note(_ phase: LiveStreamPhase) async throws {
                try await fixture.database.write { connection in
                    let server = try #require(try connection.servers.find(name: "edge")).id
                    let status = LiveStreamStatus(id: LiveStreamID(1), generation: 1, phase: phase, since: now)
                    #expect(try connection.liveStreamStatuses.save([status], by: server, now: now) == 1)
                }
            }
            try await fixture.control.perform(as: .system("test")) { transaction in
                _ = try transaction.liveStreams.create(LiveStreamDetails(number: 1, name: "News"))
                _ = try transaction.fleet.register(ServerDetails(name: "edge", publicURL: "http://127.0.0.1:1"))
            }
            try await note(.down)
            #expect(try await browser.get("/").body.contains("1 live stream is down"))
            try await note(.onAir)
            #expect(try await !browser.get("/").body.contains("is down"))
        }
    }
}
