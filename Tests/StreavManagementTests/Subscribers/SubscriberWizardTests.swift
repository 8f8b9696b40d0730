import StreavControl
import StreavDomain
import StreavLocal
import StreavPorts
import StreavSQL
import StreavStore
import Testing

@testable import StreavManagement

@Suite("The wizard for subscribers, without a script")
struct SubscriberWizardTests {
    /// The fields of the page's own form as a browser would send them.
    private static func fields(_ page: RawExchange.Answer) -> [(String, String)] {
        let start = page.body.firstRange(of: "action=\"/subscribers/new\">")?.upperBound ?? page.body.startIndex
        let form = page.body[start...]
        let end = form.firstRange(of: "</form>")?.lowerBound ?? form.endIndex
        var fields: [(String, String)] = []
        for match in form[..<end].matches(of: /<input ([^>]*)>/) {
            let tag = String(match.1)
            guard let name = tag.firstMatch(of: /name="([^\x22]+)"/).map({ String($0.1) }) else { continue }
            if tag.contains("type=\"checkbox\""), !tag.contains(" checked") { continue }
            fields.append((name, tag.firstMatch(of: /value="([^\x22]*)"/).map { String($0.1) } ?? ""))
        }
        for match in form[..<end].matches(of: /(?s)<textarea [^>]*name="([^\x22]+)"[^>]*>\n?(.*?)<\/textarea>/) {
            fields.append((String(match.1), String(match.2)))
        }
        return fields
    }

    private static func changed(
        _ fields: [(String, String)], _ changes: [(String, String)]
    ) -> [(String, String)] {
        fields.filter { field in field.0 != "csrf" && !changes.contains { $0.0 == field.0 } } + changes
    }

    @Test("Three steps and a last look make a subscriber, and what was said before is carried along")
    func through() async throws {
        try await DashboardFixture.run { fixture in
            try await fixture.control.perform(as: .system("test")) { transaction in
                for name in ["Basic", "Sport", "Film"] { _ = try transaction.bundles.create(BundleDetails(name: name)) }
            }
            var browser = try await fixture.signedIn(.support)
            let path = "/subscribers/new"
            let first = try await browser.get(path)
            let general = Self.changed(
                Self.fields(first),
                [
                    ("username", "Bob"), ("email", "bob@example.org"), ("connections", "3"), ("trial", "on"),
                    ("note", "two\nlines"), ("expires", "2031-05-06T07:08"), ("go", "next"),
                ]
            ).filter { $0.0 != "unlimited" }
            var page = try await browser.post(path, general)
            #expect(page.status == 200 && page.body.contains("name=\"step\" value=\"1\""))
            for bundle in ["1", "3"] {
                page = try await browser.post(
                    path, Self.changed(Self.fields(page), [("go", "add"), ("bundle", bundle)]))
            }
            // The second goes to the first place, by its number.
            let sorted = Self.fields(page).filter { $0.0 != "places" && $0.0 != "csrf" }
            page = try await browser.post(path, sorted + [("places", ""), ("places", "1"), ("go", "next")])
            #expect(page.status == 200 && page.body.contains("name=\"step\" value=\"2\""))
            page = try await browser.post(
                path,
                Self.changed(
                    Self.fields(page),
                    [
                        ("countries", "de, at"), ("addresses", "192.0.2.0/24\r\n2001:db8::1"),
                        ("agents", "VLC\r\nKodi"),
                        ("go", "next"),
                    ]
                ).filter { $0.0 != "ts" })
            #expect(page.status == 200 && page.body.contains("name=\"step\" value=\"3\""))
            #expect(page.body.contains("192.0.2.0/24") && page.body.contains("Film") && page.body.contains("Bob"))
            #expect(try await fixture.database.read { try $0.subscribers.count() } == 0)
            let made = try await browser.post(path, Self.changed(Self.fields(page), [("go", "create")]))
            #expect(made.status == 303)
            let details = try await SubscriberPageTests.find(fixture, SubscriberID(1)).details
            var expected = SubscriberDetails(
                username: "Bob", email: "bob@example.org", expiresAt: DateTimeText.read("2031-05-06T07:08:00Z"),
                maxConnections: 3, isTrial: true, note: "two\nlines", allowsTransportStream: false,
                bundles: [BundleID(3), BundleID(1)])
            expected.addresses = ["192.0.2.0/24", "2001:db8::1"]
            expected.userAgents = ["VLC", "Kodi"]
            expected.countries = ["DE", "AT"]
            #expect(details == expected)
        }
    }

    @Test("A blank username is made up, and what is wrong leads back to its step")
    func mistakes() async throws {
        try await DashboardFixture.run { fixture in
            let ann = try await SubscriberPageTests.ann(fixture)
            var browser = try await fixture.signedIn(.operator)
            let path = "/subscribers/new"
            let start = Self.fields(try await browser.get(path))
            let taken = try await browser.post(path, Self.changed(start, [("username", "ANN"), ("go", "next")]))
            #expect(taken.status == 422 && taken.body.contains("id=\"problem-username\""))
            let nothing = Self.changed(start, [("expires", ""), ("go", "next")]).filter { $0.0 != "unlimited" }
            #expect(try await browser.post(path, nothing).status == 422)
            let far = Self.changed(start, [("step", "3"), ("countries", "XX"), ("go", "create")])
            let wrong = try await browser.post(path, far)
            #expect(wrong.status == 422 && wrong.body.contains("name=\"step\" value=\"2\""))
            #expect(wrong.body.contains("id=\"problem-countries\""))
            let made = try await browser.post(path, Self.changed(start, [("step", "3"), ("go", "create")]))
            #expect(made.status == 303)
            let location = try #require(made.headers["location"])
            let id = try #require(SubscriberID(digits: location.split(separator: "/").last ?? ""))
            #expect(id != ann.subscriber.id)
            #expect(try await SubscriberPageTests.find(fixture, id).details.username.count == 10)
        }
    }
}
