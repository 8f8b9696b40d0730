import StreavControl
import StreavCrypto
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavStore
import Testing

@testable import StreavManagement

@Suite("The pages of subscribers")
struct SubscriberPageTests {
    /// A bundle with one live stream, and somebody who has it.
    static func ann(
        _ fixture: DashboardFixture, _ change: @Sendable (inout SubscriberDetails) -> Void = { _ in }
    ) async throws -> CreatedSubscriber {
        var details = SubscriberDetails(username: "ann", email: "ann@example.org")
        change(&details)
        let wanted = details
        return try await fixture.control.perform(as: .system("test")) { transaction in
            let stream = try transaction.liveStreams.create(
                LiveStreamDetails(
                    number: 1, name: "Harbour One", sources: [LiveStreamSource(address: "http://127.0.0.1:9/one.ts")]))
            let bundle = try transaction.bundles.create(BundleDetails(name: "Basic", liveStreams: [stream.id]))
            _ = try transaction.bundles.create(BundleDetails(name: "Sport"))
            var details = wanted
            details.bundles = [bundle.id]
            return try transaction.subscribers.create(details)
        }
    }

    static func find(_ fixture: DashboardFixture, _ id: SubscriberID) async throws -> Subscriber {
        try #require(try await fixture.database.read { try $0.subscribers.find(id) })
    }

    private static func revision(_ page: RawExchange.Answer) throws -> String {
        String(try #require(page.body.firstMatch(of: /name="revision" value="(\d+)"/)).1)
    }

    @Test("The list is narrowed by status, end, trial, bundle and owner, and exported without secrets")
    func list() async throws {
        try await DashboardFixture.run { fixture in
            let owner = try await fixture.user(.support).id
            let ann = try await Self.ann(fixture) { $0.owner = owner }
            let now = fixture.clock.wallNow()
            try await fixture.control.perform(as: .system("test")) { transaction in
                let subscribers = transaction.subscribers
                _ = try subscribers.create(
                    SubscriberDetails(username: "late", expiresAt: now.advanced(by: .seconds(-1)), isTrial: true))
                _ = try subscribers.create(
                    SubscriberDetails(username: "soon", expiresAt: now.advanced(by: .seconds(86_400))))
                _ = try subscribers.create(SubscriberDetails(username: "off", status: .disabled))
            }
            var browser = try await fixture.signedIn()
            func names(_ query: String) async throws -> [String] {
                let text = try await browser.get("/subscribers.json?\(query)").body
                return text.matches(of: /"username": "([a-z]+)"/).map { String($0.1) }
            }
            #expect(try await names("") == ["ann", "late", "off", "soon"])
            #expect(try await names("expiry=expired") == ["late"])
            #expect(try await names("expiry=soon") == ["soon"])
            #expect(try await names("expiry=running&sort=-username") == ["soon", "off", "ann"])
            #expect(try await names("expiry=unlimited&status=active") == ["ann"])
            #expect(try await names("status=disabled") == ["off"])
            #expect(try await names("trial=yes") == ["late"])
            #expect(try await names("bundle=1") == ["ann"])
            #expect(try await names("owner=\(owner)") == ["ann"])
            #expect(try await names("q=ANN@EX") == ["ann"])
            let table = try await browser.get("/subscribers.csv")
            #expect(table.body.contains("ann@example.org") && !table.body.contains(ann.accessToken))
            #expect(try await browser.get("/search?q=ann").body.contains("/subscribers/\(ann.subscriber.id)"))
        }
    }

    @Test(
        "The access token and the addresses to play are for those who may reveal them alone (S29)",
        arguments: UserRole.allCases)
    func secrets(_ role: UserRole) async throws {
        try await DashboardFixture.run {
            $0.playback = PlaybackAddresses(publicURL: "https://tv.example.org")
        } _: { fixture in
            let ann = try await Self.ann(fixture) { $0.addresses = ["192.0.2.7"] }
            let path = "/subscribers/\(ann.subscriber.id)"
            var browser = try await fixture.signedIn(role)
            let page = try await browser.get(path)
            #expect(page.status == 200)
            let mayReveal = role.allows(.reveal, .subscribers)
            #expect(page.body.contains(ann.accessToken) == mayReveal)
            #expect(page.body.contains("https://tv.example.org/play/") == mayReveal)
            #expect(page.body.contains("192.0.2.7") == mayReveal)
            let playback = try await browser.get("\(path)/playback?term=lasting")
            #expect(playback.status == (mayReveal ? 200 : 403))
            #expect(
                playback.body.contains("https://tv.example.org/live/ann/\(ann.accessToken)/1.m3u8") == mayReveal)
            for other in ["/subscribers", "/subscribers.csv", "/subscribers.json", "\(path)/admission"] {
                #expect(try await !browser.get(other).body.contains(ann.accessToken), "\(other)")
            }
        }
    }

    @Test("Addresses to play are those that the streaming nodes take, and none where nobody knows where they are")
    func playback() async throws {
        try await DashboardFixture.run {
            $0.playback = PlaybackAddresses(publicURL: "https://tv.example.org")
        } _: { fixture in
            let ann = try await Self.ann(fixture)
            let path = "/subscribers/\(ann.subscriber.id)"
            var browser = try await fixture.signedIn(.support)
            let page = try await browser.get("\(path)/playback")
            let links = fixture.control.playbackLinks(PlaybackAddresses(publicURL: "https://tv.example.org"))
            let expected = links.address(
                .live, stream: 1, subscriber: ann.subscriber.id, expiresAt: nil, isSecure: false,
                now: fixture.clock.wallNow())
            #expect(page.body.contains("\(expected).m3u8") && page.body.contains("\(expected).ts"))
            // A search stays with the kind and the term that are shown.
            let lasting = try await browser.get("\(path)/playback?kind=movies&term=lasting").body
            #expect(lasting.contains("name=\"kind\" value=\"movies\""))
            #expect(lasting.contains("name=\"term\" value=\"lasting\""))
            try await fixture.control.perform(as: .system("test")) {
                try $0.subscribers.setStatus(ann.subscriber.id, .banned)
            }
            #expect(try await !browser.get("\(path)/playback").body.contains("/play/"))
        }
        try await DashboardFixture.run { fixture in
            let ann = try await Self.ann(fixture)
            var browser = try await fixture.signedIn(.support)
            let page = try await browser.get("/subscribers/\(ann.subscriber.id)/playback")
            #expect(page.status == 200 && page.body.contains("STREAV_PUBLIC_URL"))
        }
    }

    @Test("Of two who change one subscriber the second is shown what differs before anything is lost")
    func conflict() async throws {
        try await DashboardFixture.run { fixture in
            let ann = try await Self.ann(fixture)
            let path = "/subscribers/\(ann.subscriber.id)/edit"
            var first = try await fixture.signedIn()
            var second = try await fixture.signedIn(.support)
            let seen = try Self.revision(try await first.get(path))
            func fields(_ note: String, _ revision: String) -> [(String, String)] {
                [
                    ("go", "save"), ("username", "ann"), ("email", "ann@example.org"), ("status", "active"),
                    ("unlimited", "on"), ("connections", "2"), ("note", note), ("bundles", "1"), ("hls", "on"),
                    ("countries", "de at"), ("revision", revision),
                ]
            }
            #expect(try await first.post(path, fields("first", seen)).status == 303)
            let page = try await second.post(path, fields("second", seen))
            #expect(page.status == 409)
            #expect(page.body.contains("<td>first</td><td>second</td>"))
            #expect(try await Self.find(fixture, ann.subscriber.id).details.note == "first")
            #expect(try await second.post(path, fields("second", try Self.revision(page))).status == 303)
            let details = try await Self.find(fixture, ann.subscriber.id).details
            #expect(details.note == "second" && details.maxConnections == 2 && !details.allowsTransportStream)
            #expect(details.countries == ["DE", "AT"] && details.bundles == [BundleID(1)])
        }
    }

    @Test("A form that is edited takes bundles in without saving, and says what is wrong beside each field")
    func editing() async throws {
        try await DashboardFixture.run { fixture in
            let ann = try await Self.ann(fixture)
            let path = "/subscribers/\(ann.subscriber.id)/edit"
            var browser = try await fixture.signedIn(.support)
            let fields = [
                ("username", "ann"), ("unlimited", "on"), ("connections", "0"), ("bundles", "1"), ("places", ""),
                ("addresses", "192.0.2.0/24\nnowhere"), ("revision", "1"),
            ]
            let added = try await browser.post(path, fields + [("go", "add"), ("bundle", "2")])
            #expect(added.status == 200)
            #expect(added.body.contains("name=\"bundles\" value=\"2\"") && added.body.contains("nowhere"))
            #expect(try await Self.find(fixture, ann.subscriber.id).details.bundles == [BundleID(1)])
            let wrong = try await browser.post(path, fields + [("go", "save")])
            #expect(wrong.status == 422)
            #expect(
                wrong.body.contains("id=\"problem-connections\"") && wrong.body.contains("id=\"problem-addresses\""))
            // An owner whom the list does not have cannot be set by hand.
            let foreign = try await browser.post(
                path,
                [
                    ("username", "ann"), ("unlimited", "on"), ("connections", "1"), ("owner", "1"), ("go", "save"),
                    ("revision", "1"),
                ])
            #expect(foreign.status == 422)
            #expect(try await Self.find(fixture, ann.subscriber.id).details.owner == nil)
        }
    }

    @Test("A new access token ends the old one, and a subscriber goes when the name is typed")
    func tokenAndDeletion() async throws {
        try await DashboardFixture.run { fixture in
            let ann = try await Self.ann(fixture)
            let path = "/subscribers/\(ann.subscriber.id)"
            var browser = try await fixture.signedIn(.operator)
            #expect(try await browser.post("\(path)/token", []).status == 303)
            let token = try #require(try await fixture.control.accessToken(of: ann.subscriber.id))
            #expect(token != ann.accessToken)
            #expect(try await browser.get(path).body.contains(token))
            #expect(try await browser.post("\(path)/delete", [("confirm", "an")]).status == 422)
            #expect(try await browser.post("\(path)/delete", [("confirm", "ann")]).status == 303)
            #expect(try await browser.get(path).status == 404)
            var support = try await fixture.signedIn(.support)
            #expect(try await support.get("\(path)/delete").status == 403)
        }
    }

    @Test("Markup that is stored in notes, names and restrictions is text on every page (S19)")
    func markup() async throws {
        try await DashboardFixture.run { fixture in
            let text = "<script>alert('1')</script>\"><img src=x onerror=alert(1)>"
            let ann = try await Self.ann(fixture) { details in
                details.note = text
                details.userAgents = [text]
            }
            try await fixture.control.perform(as: .system("test")) { transaction in
                let id = ann.subscriber.details.bundles[0]
                try transaction.bundles.describe(id, name: text, description: text, expecting: 1)
            }
            var browser = try await fixture.signedIn()
            for path in ["", "/edit", "/delete", "/token", "/playback", "/admission"] {
                let page = try await browser.get("/subscribers/\(ann.subscriber.id)\(path)")
                #expect(page.status == 200, "\(path)")
                #expect(!page.body.contains("<script>alert") && !page.body.contains("<img src=x"), "\(path)")
            }
            for path in ["/subscribers", "/subscribers/new"] {
                #expect(try await !browser.get(path).body.contains("<script>alert"), "\(path)")
            }
        }
    }
}
