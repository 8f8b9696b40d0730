import Foundation
import Testing

/// What an administrator does on the first day, step by step, in a browser.
struct DashboardDay {
    static let password = "correct horse battery"

    let browser: WebDriver
    let base: String

    func open(_ path: String) async throws {
        try await browser.open(base + path)
    }

    func setUp() async throws {
        try await open("/setup")
        try await browser.submit(
            ["username": "chief", "password": Self.password, "password-again": Self.password], leadsTo: "/")
    }

    /// Turns the second factor on, and signs in with it.
    func secondFactor() async throws {
        try await open("/account/second-factor")
        #expect(try await browser.evaluate("return !!document.querySelector('.scan svg')", as: Bool.self))
        let authenticator = try Authenticator(key: try await browser.text(".key"))
        try await browser.submit(
            ["code": authenticator.code(), "current": Self.password], leadsTo: "/account/second-factor")
        #expect(try await browser.evaluate("return document.querySelectorAll('.codes li').length", as: Int.self) == 10)
        try await open("/account")
        try await browser.submit([:], form: "form[action='/sign-out']", leadsTo: "/sign-in")
        try await browser.submit(["username": "chief", "password": Self.password], leadsTo: "/sign-in/code")
        // The code of this step has been used with turning it on.
        try await browser.submit(["code": authenticator.code(1)], leadsTo: "/")
    }

    func makeUser() async throws {
        try await open("/users/new")
        try await browser.submit(
            ["username": "helper", "role": "support", "password": "a long enough one"], leadsTo: "/users/\\d+")
        #expect(try await browser.text().contains("Support"))
    }

    /// Tests the source before anything is saved, and makes a channel of it.
    func makeChannel(source: String) async throws -> Int {
        try await open("/live-streams/new")
        let form = "main form:has([name=source-address])"
        try await browser.submit(
            ["name": "Walk TV", "source-address": source], form: form, button: "[name=probe]",
            leadsTo: "/live-streams/new")
        #expect(try await browser.text().contains("Works"))
        try await browser.submit(["name": "Walk TV"], form: form, leadsTo: "/live-streams/\\d+")
        return try await browser.id()
    }

    /// The channel goes on air before one's eyes, and plays.
    func preview(_ channel: Int) async throws {
        try await open("/live-streams/\(channel)")
        try await browser.awaitText("On air", within: .seconds(40))
        try await browser.run("document.querySelector('video').play().catch(() => {})")
        let plays = try await eventually(within: .seconds(30)) {
            try await Task.sleep(for: .milliseconds(300))
            return try await browser.evaluate(
                "const video = document.querySelector('video'); return video.videoWidth > 0 && video.currentTime > 1",
                as: Bool.self)
        }
        let error = try await browser.evaluate(
            "return String(document.querySelector('video').error?.message)", as: String.self)
        #expect(plays, "\(error)")
        try await browser.run("document.querySelector('video').pause()")
    }

    func makeBundle(with channel: Int) async throws -> Int {
        try await open("/bundles/new")
        try await browser.submit(["name": "Walk bundle"], leadsTo: "/bundles/\\d+")
        let id = try await browser.id()
        try await open("/bundles/\(id)/live-streams/add")
        try await browser.run("document.querySelector('[name=ids][value=\"\(channel)\"]').checked = true")
        try await browser.submit(
            ["action": "add"], form: "form[data-bulk]", leadsTo: "/bundles/\(id)/live-streams(/add)?")
        try await open("/bundles/\(id)/live-streams")
        #expect(try await browser.text().contains("Walk TV"))
        return id
    }

    /// The three steps and the review.
    func makeSubscriber(_ bundle: Int) async throws -> Int {
        let form = "main form:has([name=step])"
        let next = "[name=go][value=next]"
        try await open("/subscribers/new")
        try await browser.submit(
            ["username": "walker", "connections": "1", "unlimited": "on"], form: form, button: next,
            leadsTo: "/subscribers/new")
        try await browser.submit(
            ["bundle": "\(bundle)"], form: form, button: "[name=go][value=add]", leadsTo: "/subscribers/new")
        #expect(try await browser.text().contains("Walk bundle"))
        try await browser.submit([:], form: form, button: next, leadsTo: "/subscribers/new")
        try await browser.submit([:], form: form, button: next, leadsTo: "/subscribers/new")
        try await browser.submit([:], form: form, button: "[name=go][value=create]", leadsTo: "/subscribers/\\d+")
        return try await browser.id()
    }

    /// An address from the subscriber's page, as its button copies it.
    func address(of subscriber: Int) async throws -> String {
        try await open("/subscribers/\(subscriber)")
        let copied = try await browser.evaluate(
            "return [...document.querySelectorAll('[data-copy]')].map((button) => button.dataset.copy)",
            as: [String].self)
        return try #require(copied.first { $0.contains("/play/") && $0.hasSuffix(".ts") }, "\(copied)")
    }

    /// Sees the viewer come, sends it away, and keeps it away for a while.
    func close(_ viewer: EndlessViewer, address: String) async throws {
        try await browser.awaitText("walker", within: .seconds(15))
        let path = try await browser.evaluate(
            "return [...document.querySelectorAll('main a')].map((link) => link.getAttribute('href'))"
                + ".find((path) => /^\\/connections\\/\\d+\\/close$/.test(path)) ?? ''", as: String.self)
        try await open(path)
        try await browser.submit(["hold": "60"], form: "main form:has([name=hold])", leadsTo: "/connections")
        #expect(try await eventually(within: .seconds(8)) { viewer.audit.hasEnded }, "the viewer watches on")
        let again = try await RawHTTPClient().get(address)
        #expect(again.status == 429, "\(again.status)")
    }

    func disable(_ subscriber: Int) async throws {
        try await open("/subscribers/\(subscriber)/edit")
        try await browser.submit(["status": "disabled"], leadsTo: "/subscribers/\\d+")
        #expect(try await browser.text().contains("Disabled"))
    }

    /// Makes an application, and asks the API as it.
    func useApplication(_ api: String) async throws {
        try await open("/oauth-applications/new")
        try await browser.run("document.querySelector('[name=scopes][value$=\"subscriber.read\"]').checked = true")
        try await browser.submit(["name": "Walk shop"], leadsTo: "/oauth-applications/(new|\\d+)")
        let shown = try await browser.evaluate(
            "return [...document.querySelectorAll('main code')].map((code) => code.innerText)", as: [String].self)
        #expect(shown.count == 2)
        let (id, secret) = (try #require(shown.first), try #require(shown.last))
        var party = ThirdParty(base: api)
        let granted = try await party.form(
            "grant_type=client_credentials&scope=api.subscriber.read", basic: (id, secret))
        party.token = try #require(granted["access_token"] as? String, "\(granted.status)")
        let subscribers = try await party.get("/v1/subscribers")
        #expect(subscribers.data.compactMap { $0["username"] as? String } == ["walker"])
        try await open("/oauth-applications")
        #expect(try await !browser.text("html").contains(secret))
    }

    func expectLog(_ entries: [(action: String, name: String)]) async throws {
        for (action, name) in entries {
            let query = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            try await open("/activity?q=\(query)")
            let log = try await browser.text()
            #expect(log.contains(action) && log.contains(name), "\(action) of \(name) in \(log)")
        }
    }
}
