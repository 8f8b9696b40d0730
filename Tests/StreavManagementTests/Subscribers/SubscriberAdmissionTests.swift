import StreavControl
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavStore
import Testing

@testable import StreavManagement

@Suite("Why a subscriber is refused")
struct SubscriberAdmissionTests {
    private static func ann(
        _ change: @escaping @Sendable (inout SubscriberDetails) -> Void,
        _ body: @Sendable (inout TestBrowser, _ path: String, DashboardFixture) async throws -> Void
    ) async throws {
        try await DashboardFixture.run { fixture in
            let ann = try await SubscriberPageTests.ann(fixture, change)
            var browser = try await fixture.signedIn(.support)
            try await body(&browser, "/subscribers/\(ann.subscriber.id)/admission", fixture)
        }
    }

    private static func code(_ page: RawExchange.Answer) -> String? {
        page.body.firstMatch(of: /<code>([a-z_]+)<\/code> <span class="soft">HTTP/).map { String($0.1) }
    }

    @Test("The first rule that refuses gives the reason, as the streaming nodes would")
    func reasons() async throws {
        try await Self.ann { details in
            details.addresses = ["192.0.2.0/24"]
            details.userAgents = ["VLC"]
            details.countries = ["DE"]
            details.allowsTransportStream = false
        } _: { browser, path, _ in
            let good = "address=192.0.2.9&agent=vlc/3&country=de&stream=1"
            let admitted = try await browser.get("\(path)?\(good)")
            #expect(admitted.status == 200 && Self.code(admitted) == nil)
            #expect(admitted.body.contains("is admitted") && admitted.body.contains("Harbour One"))
            for (query, code) in [
                ("address=198.51.100.1&agent=vlc&country=de", "ip_not_allowed"),
                ("address=192.0.2.9&agent=kodi&country=de", "user_agent_not_allowed"),
                ("address=192.0.2.9&agent=vlc&country=fr", "country_not_allowed"),
                ("\(good)&format=mpegts", "format_not_allowed"),
                ("address=192.0.2.9&agent=vlc&country=de&stream=99", "stream_not_found"),
                ("address=198.51.100.1&agent=kodi&country=fr", "ip_not_allowed"),
            ] {
                #expect(Self.code(try await browser.get("\(path)?\(query)")) == code, "\(query)")
            }
        }
    }

    @Test("What nobody has said is not guessed, and what cannot be is said beside its field")
    func unknown() async throws {
        try await Self.ann {
            $0.addresses = ["192.0.2.0/24"]
        } _: { browser, path, _ in
            let open = try await browser.get(path)
            #expect(open.status == 200 && Self.code(open) == nil)
            #expect(open.body.contains("need more to be judged") && open.body.contains("There is a list of addresses"))
            for (query, field) in [
                ("address=nowhere", "address"), ("country=XX", "country"), ("time=soon", "time"),
                ("stream=no%20such%20name", "stream"),
            ] {
                let page = try await browser.get("\(path)?\(query)")
                #expect(page.status == 422 && page.body.contains("id=\"problem-\(field)\""), "\(query)")
            }
        }
    }

    @Test("The moment counts: who expires tomorrow is refused the day after")
    func time() async throws {
        try await DashboardFixture.run { fixture in
            let end = fixture.clock.wallNow().advanced(by: .seconds(86_400))
            let ann = try await SubscriberPageTests.ann(fixture) { $0.expiresAt = end }
            let path = "/subscribers/\(ann.subscriber.id)/admission"
            var browser = try await fixture.signedIn(.readOnly)
            #expect(Self.code(try await browser.get("\(path)?stream=harbour")) == nil)
            let after = DateTimeText.write(end.advanced(by: .seconds(60))).prefix(16)
            #expect(Self.code(try await browser.get("\(path)?time=\(after)")) == "subscriber_expired")
            try await fixture.control.perform(as: .system("test")) {
                try $0.subscribers.setStatus(ann.subscriber.id, .banned)
            }
            #expect(Self.code(try await browser.get(path)) == "subscriber_banned")
        }
    }

    @Test("A stream that no bundle holds, or that is switched off, is refused")
    func streams() async throws {
        try await Self.ann { _ in
        } _: { browser, path, fixture in
            let other = try await fixture.control.perform(as: .system("test")) {
                try $0.liveStreams.create(
                    LiveStreamDetails(
                        number: 2, name: "Two", sources: [LiveStreamSource(address: "http://127.0.0.1:9/two.ts")])
                ).id
            }
            #expect(Self.code(try await browser.get("\(path)?stream=\(other)")) == "stream_not_in_bundle")
            try await fixture.control.perform(as: .system("test")) { _ = try $0.liveStreams.setEnabled(other, false) }
            #expect(Self.code(try await browser.get("\(path)?stream=\(other)")) == "stream_not_found")
        }
    }
}
