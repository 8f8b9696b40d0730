import Foundation
import StreavControl
import StreavDomain
import StreavLocal
import StreavSQL
import StreavStore
import Testing

@testable import StreavManagement

@Suite("The pages of live streams")
struct LiveStreamPageTests {
    private static let secret = "hunter2"
    private static let address = "http://user:hunter2@encoder.example:8080/hidden/one.ts?token=hunter2"

    private static func make(
        _ fixture: DashboardFixture, _ name: String = "Harbour", number: Int = 1, sources: [String] = [address]
    ) async throws -> LiveStream {
        try await fixture.control.perform(as: .system("test")) { transaction in
            try transaction.liveStreams.create(
                LiveStreamDetails(
                    number: number, name: name, sources: sources.map { LiveStreamSource(address: $0) }))
        }
    }

    private static func stored(_ fixture: DashboardFixture, _ id: LiveStreamID) async throws -> LiveStream? {
        try await fixture.database.read { try $0.liveStreams.find(id) }
    }

    private static func revision(_ page: RawExchange.Answer) throws -> String {
        let match = try #require(page.body.firstMatch(of: /name="revision" value="(\d+)"/))
        return String(match.1)
    }

    /// A form with one source row for each address; `kept` names the stored source that a row is about.
    private static func fields(
        _ name: String, revision: String? = nil, rows: [(address: String, kept: String)]
    ) -> [(String, String)] {
        var fields = [
            ("number", "7"), ("name", name), ("archiveDays", "0"), ("segmentTarget", "4"), ("window", "6"),
            ("idleStop", "30"), ("isEnabled", "on"),
        ]
        for row in rows {
            fields += [
                ("source-address", row.address), ("source-kept", row.kept), ("source-dead-after", "2.5"),
                ("source-place", ""),
            ]
        }
        if let revision { fields.append(("revision", revision)) }
        return fields
    }

    @Test("Where sources lie is hidden from every role but the administrator's, on every page and in exports (S29)")
    func masked() async throws {
        try await DashboardFixture.run { fixture in
            let stream = try await Self.make(fixture)
            let paths = [
                "/live-streams", "/live-streams.csv", "/live-streams.json", "/live-streams/\(stream.id)",
                "/live-streams/\(stream.id)/edit",
            ]
            var own = try await fixture.signedIn()
            #expect(try await own.get("/live-streams/\(stream.id)").body.contains(Self.secret))
            for role in [UserRole.operator, .support, .readOnly] {
                var browser = try await fixture.signedIn(role)
                for path in paths {
                    let body = try await browser.get(path).body
                    #expect(!body.contains(Self.secret), "\(role) \(path)")
                    #expect(!body.contains("encoder.example"), "\(role) \(path)")
                    #expect(!body.contains("hidden/one.ts"), "\(role) \(path)")
                }
            }
        }
    }

    @Test("Who may not see an address keeps it by leaving it alone, moves it, and replaces it")
    func keptSources() async throws {
        try await DashboardFixture.run { fixture in
            let second = "http://backup.example/two.ts"
            let stream = try await Self.make(fixture, sources: [Self.address, second])
            var browser = try await fixture.signedIn(.operator)
            let path = "/live-streams/\(stream.id)/edit"
            let seen = try Self.revision(try await browser.get(path))
            let moved = Self.fields(
                "Harbour", revision: seen, rows: [("", "1"), ("", "0"), ("http://c.example/3", "")])
            #expect(try await browser.post(path, moved).status == 303)
            let sources = try await Self.stored(fixture, stream.id)?.details.sources
            #expect(sources?.map(\.address) == [second, Self.address, "http://c.example/3"])
            #expect(sources?.map(\.deadAfter) == Array(repeating: .milliseconds(2500), count: 3))
            // Without a script a place is typed; and one is removed.
            let next = try Self.revision(try await browser.get(path))
            var typed = Self.fields("Harbour", revision: next, rows: [("", "0"), ("", "1"), ("", "2")])
            let place = try #require(typed.lastIndex { $0.0 == "source-place" })
            typed[place].1 = "1"
            typed.append(("source-remove", "1"))
            #expect(try await browser.post(path, typed).status == 303)
            let left = try await Self.stored(fixture, stream.id)?.details.sources.map(\.address)
            #expect(left == ["http://c.example/3", second])
        }
    }

    @Test("Of two who change one stream the second sees both versions, and no source takes another's place")
    func conflict() async throws {
        try await DashboardFixture.run { fixture in
            let stream = try await Self.make(fixture)
            let path = "/live-streams/\(stream.id)/edit"
            var first = try await fixture.signedIn()
            var second = try await fixture.signedIn(.operator)
            let seen = try Self.revision(try await first.get(path))
            #expect(try Self.revision(try await second.get(path)) == seen)
            let theirs = Self.fields("Quay", revision: seen, rows: [("http://new.example/1", "")])
            #expect(try await first.post(path, theirs).status == 303)
            let late = Self.fields("Pier", revision: seen, rows: [("", "0")])
            let page = try await second.post(path, late)
            #expect(page.status == 409)
            #expect(page.body.contains("Quay") && page.body.contains("Pier"))
            #expect(!page.body.contains("new.example"))
            let next = try Self.revision(page)
            #expect(next != seen)
            #expect(try await Self.stored(fixture, stream.id)?.details.name == "Quay")
            let again = Self.fields("Pier", revision: next, rows: [("", "0")])
            #expect(try await second.post(path, again).status == 303)
            let stored = try await Self.stored(fixture, stream.id)
            #expect(stored?.details.name == "Pier")
            #expect(stored?.details.sources.map(\.address) == ["http://new.example/1"])
        }
    }

    @Test("What is wrong with a form is said beside its fields, and nothing that was typed is lost")
    func problems() async throws {
        try await DashboardFixture.run { fixture in
            var browser = try await fixture.signedIn()
            var fields = Self.fields("Harbour", rows: [("http://a.example/1", "")])
            fields = fields.map { $0.0 == "window" ? ("window", "99") : $0.0 == "source-dead-after" ? ($0.0, "x") : $0 }
            let page = try await browser.post("/live-streams/new", fields)
            #expect(page.status == 422)
            #expect(page.body.contains("problem-window"))
            #expect(page.body.contains("Must be a number of seconds."))
            #expect(page.body.contains("http://a.example/1"))
            #expect(try await fixture.database.read { try $0.liveStreams.count() } == 0)
        }
    }

    @Test("Many are switched off at once after a look, and undone; they are deleted only with their number typed")
    func bulk() async throws {
        try await DashboardFixture.run { fixture in
            let ids = [
                try await Self.make(fixture, "A").id, try await Self.make(fixture, "B", number: 2).id,
            ]
            var browser = try await fixture.signedIn()
            let fields = [("action", "disable")] + ids.map { ("ids", "\($0)") }
            #expect(try await browser.post("/live-streams/bulk", fields, page: "/live-streams").status == 200)
            #expect(try await Self.stored(fixture, ids[0])?.details.isEnabled == true)
            #expect(try await browser.post("/live-streams/bulk/apply", fields, page: "/live-streams").status == 303)
            #expect(try await Self.stored(fixture, ids[0])?.details.isEnabled == false)
            let page = try await browser.get("/live-streams")
            let form = try #require(
                page.body.firstMatch(of: /(?s)<form method="post" action="\/live-streams\/bulk\/apply">.*?<\/form>/))
            let values = form.0.matches(of: /name="([^"]+)" value="([^"]*)"/).map { (String($0.1), String($0.2)) }
            #expect(try await browser.send("/live-streams/bulk/apply", TestBrowser.encoded(values)).status == 303)
            #expect(try await Self.stored(fixture, ids[0])?.details.isEnabled == true)
            #expect(try await Self.stored(fixture, ids[1])?.details.isEnabled == true)
            let deletion = [("action", "delete")] + ids.map { ("ids", "\($0)") }
            let refused = try await browser.post(
                "/live-streams/bulk/apply", deletion + [("confirm", "1")], page: "/live-streams")
            #expect(refused.status == 422)
            #expect(try await fixture.database.read { try $0.liveStreams.count() } == 2)
            let done = try await browser.post(
                "/live-streams/bulk/apply", deletion + [("confirm", "2")], page: "/live-streams")
            #expect(done.status == 303)
            #expect(try await fixture.database.read { try $0.liveStreams.count() } == 0)
        }
    }

    @Test("A category is given to many, which keep what they have, and taken back by the undo")
    func categories() async throws {
        try await DashboardFixture.run { fixture in
            let stream = try await Self.make(fixture)
            let category = try await fixture.control.perform(as: .system("test")) {
                try $0.categories.create(CategoryDetails(name: "News"))
            }
            var browser = try await fixture.signedIn()
            let fields = [("action", "add-category"), ("ids", "\(stream.id)"), ("category", "\(category.id)")]
            #expect(try await browser.post("/live-streams/bulk/apply", fields, page: "/live-streams").status == 303)
            #expect(try await Self.stored(fixture, stream.id)?.details.categories == [category.id])
            let listed = try await browser.get("/live-streams?category=\(category.id)")
            #expect(listed.body.contains("Harbour"))
            let form = try #require(
                listed.body.firstMatch(of: /(?s)<form method="post" action="\/live-streams\/bulk\/apply">.*?<\/form>/))
            let values = form.0.matches(of: /name="([^"]+)" value="([^"]*)"/).map { (String($0.1), String($0.2)) }
            #expect(try await browser.send("/live-streams/bulk/apply", TestBrowser.encoded(values)).status == 303)
            let stored = try await Self.stored(fixture, stream.id)
            #expect(stored?.details.categories == [])
            #expect(stored?.details.sources.map(\.address) == [Self.address])
        }
    }

    @Test("Markup in names, addresses and what nodes say stays text (S19)")
    func inert() async throws {
        try await DashboardFixture.run { fixture in
            let hostile = "<script>alert('1')</script>\"'&"
            let stream = try await Self.make(fixture, hostile, sources: ["http://h/\(hostile)"])
            let now = fixture.clock.wallNow()
            try await fixture.database.write { connection in
                let server = try connection.servers.register(
                    ServerDetails(name: "node", publicURL: "http://127.0.0.1:8000"), now: now
                ).server
                try connection.assignments.place(stream.id, on: server, now: now)
                let status = LiveStreamStatus(
                    id: stream.id, generation: 1, phase: .onAir, since: now, codecs: hostile, viewers: 1,
                    sourcePosition: 0,
                    sources: [LiveStreamSourceStatus(state: .waiting, lastFailure: hostile)])
                #expect(try connection.liveStreamStatuses.save([status], by: server, now: now) == 1)
                try connection.liveStreamEvents.append(
                    [
                        LiveStreamEvent(
                            stream: stream.id, occurredAt: now, kind: .sourceFailed, source: 0,
                            detail: "noBytes: \(hostile)")
                    ], by: server)
            }
            var browser = try await fixture.signedIn()
            let paths = ["/live-streams", "/live-streams/\(stream.id)", "/live-streams/\(stream.id)/edit"]
            for path in paths + ["/live-streams/\(stream.id)/delete"] {
                let body = try await browser.get(path).body
                #expect(body.contains("&lt;script&gt;"), "\(path)")
                #expect(!body.contains("<script>"), "\(path)")
            }
        }
    }

    @Test("A page shows what the node says, and nothing once that is old or another node's")
    func status() async throws {
        try await DashboardFixture.run { fixture in
            let stream = try await Self.make(fixture)
            let now = fixture.clock.wallNow()
            try await fixture.database.write { connection in
                let server = try connection.servers.register(
                    ServerDetails(name: "node", publicURL: "http://127.0.0.1:8000"), now: now
                ).server
                try connection.assignments.place(stream.id, on: server, now: now)
                let status = LiveStreamStatus(
                    id: stream.id, generation: 1, phase: .onAir, since: now, bitsPerSecond: 4_200_000,
                    codecs: "avc1.640028,mp4a.40.2", width: 1280, height: 720, viewers: 3, sourcePosition: 0,
                    sources: [LiveStreamSourceStatus(state: .active, bitsPerSecond: 4_200_000)])
                try connection.liveStreamStatuses.save([status], by: server, now: now)
            }
            var browser = try await fixture.signedIn()
            let list = try await browser.get("/live-streams?state=on-air").body
            for text in ["On air", "4.20 Mbit/s", "H.264 · AAC", "1280 × 720", "Harbour"] {
                #expect(list.contains(text), "\(text)")
            }
            let page = try await browser.get("/live-streams/\(stream.id)").body
            #expect(page.contains("1280 × 720") && page.contains("node"))
            fixture.clock.advance(by: LiveStreamStatus.freshness + .seconds(1))
            #expect(try await !browser.get("/live-streams/\(stream.id)").body.contains("1280 × 720"))
            #expect(try await !browser.get("/live-streams?state=on-air").body.contains("Harbour"))
            #expect(try await browser.get("/live-streams?state=unknown").body.contains("Harbour"))
        }
    }

    @Test("Restart and switch stand in the activity log and reach the nodes as events")
    func steering() async throws {
        try await DashboardFixture.run { fixture in
            let stream = try await Self.make(fixture, sources: [Self.address, "http://b.example/2"])
            var browser = try await fixture.signedIn()
            let path = "/live-streams/\(stream.id)"
            #expect(try await browser.post("\(path)/restart", [], page: path).status == 303)
            #expect(try await browser.post("\(path)/switch", [("source", "1")], page: path).status == 303)
            // There is no such source.
            #expect(try await browser.post("\(path)/switch", [("source", "2")], page: path).status == 303)
            let done = try await fixture.activity().map(\.activity.action).filter { $0.hasPrefix("live-stream.") }
            #expect(done == ["live-stream.create", "live-stream.restart", "live-stream.switch-source"])
            let now = fixture.clock.wallNow()
            let events = try await fixture.database.read { try $0.outbox.waiting(now: now, limit: 100) }
                .filter { $0.type == LiveStreamSteered.type }
            let steered = try events.map { try JSONDecoder().decode(LiveStreamSteered.self, from: Data($0.payload)) }
            #expect(steered.map(\.action) == [.restart, .switchSource])
            #expect(steered.map(\.source) == [nil, 1])
        }
    }

    @Test("A source is tested from the form that it is typed into, before anything is saved")
    func probing() async throws {
        let probe: @Sendable (String) async -> SourceProbe = { address in
            guard address == "http://good.example/1" else {
                return SourceProbe(failure: .init(reason: "unreachable", message: "http://bad.example is away."))
            }
            return SourceProbe(
                tracks: [.init(kind: .video, codecs: "avc1.640028", width: 1920, height: 1080, frameRate: 25)],
                bitsPerSecond: 5_000_000)
        }
        try await DashboardFixture.run(configure: { $0.probe = probe }) { fixture in
            var browser = try await fixture.signedIn()
            let rows = [("http://good.example/1", ""), ("http://bad.example/2", "")]
            let good = try await browser.post(
                "/live-streams/new", Self.fields("New", rows: rows) + [("probe", "0")])
            #expect(good.status == 200)
            #expect(good.body.contains("1920 × 1080") && good.body.contains("5.00 Mbit/s"))
            let bad = try await browser.post("/live-streams/new", Self.fields("New", rows: rows) + [("probe", "1")])
            #expect(bad.body.contains("http://bad.example is away."))
            #expect(try await fixture.database.read { try $0.liveStreams.count() } == 0)
            // A role that may not know where sources lie learns no host from a failure.
            var other = try await fixture.signedIn(.operator)
            let hidden = try await other.post("/live-streams/new", Self.fields("New", rows: rows) + [("probe", "1")])
            #expect(!hidden.body.contains("is away."))
            #expect(hidden.body.contains("it cannot be reached"))
        }
    }

    @Test("A stream is put into bundles with its form, and taken out; bundles that the form does not offer stay")
    func bundles() async throws {
        try await DashboardFixture.run { fixture in
            let stream = try await Self.make(fixture)
            let ids = try await fixture.control.perform(as: .system("test")) { transaction in
                try ["Basic", "More"].map { name in
                    try transaction.bundles.create(
                        BundleDetails(name: name, liveStreams: name == "Basic" ? [stream.id] : [])
                    ).id
                }
            }
            var browser = try await fixture.signedIn(.operator)
            let path = "/live-streams/\(stream.id)"
            let seen = try Self.revision(try await browser.get("\(path)/edit"))
            let fields = Self.fields("Harbour", revision: seen, rows: [("", "0")]) + [("bundles", "\(ids[1])")]
            #expect(try await browser.post("\(path)/edit", fields).status == 303)
            let held = try await fixture.database.read { connection in
                try ids.map { try connection.bundles.find($0)?.details.liveStreams ?? [] }
            }
            #expect(held == [[], [stream.id]])
            let page = try await browser.get(path).body
            #expect(page.contains("/bundles/\(ids[1])") && !page.contains("/bundles/\(ids[0])\""))
        }
    }

    @Test("A stream is played on its page where the dashboard has an address to play, and from nowhere else")
    func preview() async throws {
        let catalogue = LandingCatalogue(streams: [
            Samples.stream(1, "Harbour", category: "General", codecs: "", state: .onAir)
        ])
        try await DashboardFixture.run(configure: { $0.landing = .init(catalogue: { catalogue }) }) { fixture in
            let stream = try await Self.make(fixture)
            let other = try await Self.make(fixture, "Other", number: 2)
            var browser = try await fixture.signedIn()
            let page = try await browser.get("/live-streams/\(stream.id)")
            #expect(page.body.contains("<video") && page.body.contains("preload=\"none\""))
            #expect(page.headers["content-security-policy"]?.contains("http://127.0.0.1:8000") == true)
            for path in ["/live-streams/\(other.id)", "/live-streams"] {
                let page = try await browser.get(path)
                #expect(!page.body.contains("<video"), "\(path)")
                #expect(page.headers["content-security-policy"]?.contains("127.0.0.1:8000") == false, "\(path)")
            }
        }
    }

    @Test(
        "Seconds are read as people type them",
        arguments: [
            ("2", 2000), ("0.5", 500), ("0,25", 250), ("86400", 86_400_000), ("86401", nil), ("", nil), ("x", nil),
            ("1.2345", nil), ("-1", nil), ("1.", nil),
        ])
    func seconds(text: String, milliseconds: Int64?) {
        #expect(SecondsText.read(text) == milliseconds.map { .milliseconds($0) })
        if let milliseconds {
            #expect(SecondsText.read(SecondsText.write(.milliseconds(milliseconds))) == .milliseconds(milliseconds))
        }
    }
}
