import Foundation
import Testing

/// What a new administrator does on the first day, on a platform that has nobody yet.
@Suite("The first walk through the dashboard", .serialized, .timeLimit(.minutes(5)))
struct DashboardWalkTests {
    private static let password = "correct horse battery"

    @Test(
        "In a browser: set-up, second factor, a channel, a bundle, a subscriber who watches, and all of it in the log")
    func browser() async throws {
        let origin = try TransportOrigin(clip: "clips/colour-bars.ts")
        defer { origin.close() }
        try await SimulatorProcess.with(["--empty"]) { simulator in
            try await WebDriver.with { browser in
                let day = DashboardDay(browser: browser, base: simulator.ready.management)
                try await day.setUp()
                try await day.secondFactor()
                try await day.makeUser()
                let channel = try await day.makeChannel(source: origin.address)
                try await day.preview(channel)
                let bundle = try await day.makeBundle(with: channel)
                let subscriber = try await day.makeSubscriber(bundle)
                let address = try await day.address(of: subscriber)

                // The page is open before anybody watches.
                try await day.open("/connections")
                let viewer = try await EndlessViewer(opening: address)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await viewer.watch() }
                    defer { viewer.stop() }
                    try await day.close(viewer, address: address)
                }
                #expect(viewer.audit.byteCount > 100_000 && viewer.audit.problems.isEmpty)

                try await day.disable(subscriber)
                try await day.useApplication(simulator.ready.api)
                try await day.expectLog([
                    ("user.create", "helper"), ("live-stream.create", "Walk TV"), ("bundle.create", "Walk bundle"),
                    ("subscriber.create", "walker"), ("connection.close", "walker"), ("subscriber.update", "walker"),
                    ("oauth-application.create", "Walk shop"), ("user.enable-second-factor", "chief"),
                ])
            }
        }
    }

    @Test("The same works without a script")
    func scriptless() async throws {
        try await SimulatorProcess.with(["--empty"]) { simulator in
            var browser = ScriptlessBrowser(base: simulator.ready.management)
            try await browser.open("/users")
            #expect(browser.path == "/setup")
            try await browser.submit(
                "/setup",
                ["username": "chief", "email": "", "password": Self.password, "password-again": Self.password])
            #expect(browser.path == "/" && browser.status == 200)

            try await browser.open("/account/second-factor")
            let key = try #require(browser.page.firstMatch(of: /<p class="key">([A-Z2-7 ]+)</)).1
            let authenticator = try Authenticator(key: String(key))
            try await browser.submit(
                "/account/second-factor", ["code": authenticator.code(), "current": Self.password])
            #expect(browser.status == 200)
            #expect(browser.page.contains("<ul class=\"codes\">"))

            try await browser.open("/account")
            try await browser.submit("/sign-out", [:])
            #expect(browser.path == "/sign-in")
            try await browser.open("/users")
            #expect(browser.path.hasPrefix("/sign-in"))
            try await browser.submit("/sign-in", ["username": "chief", "password": Self.password])
            #expect(browser.path.hasPrefix("/sign-in/code"))
            try await browser.submit("/sign-in/code", ["code": authenticator.code(1)])
            #expect(browser.path == "/users" && browser.status == 200)

            try await browser.open("/users/new")
            try await browser.submit(
                "/users/new",
                ["username": "helper", "email": "", "role": "support", "password": "a long enough one"])
            #expect(browser.status == 200)
            #expect(browser.path.wholeMatch(of: /\/users\/\d+/) != nil)
            try await browser.open("/activity?q=helper")
            #expect(browser.page.contains("user.create"))
            try await Self.work(&browser, simulator)
        }
    }

    /// A channel, a bundle, a subscriber who watches, is sent away and disabled, and an application: without a script.
    private static func work(_ browser: inout ScriptlessBrowser, _ simulator: SimulatorProcess) async throws {
        let origin = try TransportOrigin(clip: "clips/colour-bars.ts")
        defer { origin.close() }
        try await browser.open("/live-streams/new")
        try await browser.submit("/live-streams/new", ["name": "Walk TV", "source-address": origin.address])
        let channel = try browser.id()
        var preview: String?
        let isOnAir = try await eventually(within: .seconds(40)) {
            try await browser.open("/live-streams/\(channel)")
            preview = browser.addresses.first { $0.contains("/play/") }
            return browser.page.contains("On air") && preview != nil
        }
        #expect(isOnAir)
        #expect(try await RawHTTPClient().get(try #require(preview)).text.hasPrefix("#EXTM3U"))

        try await browser.open("/bundles/new")
        try await browser.submit("/bundles/new", ["name": "Walk bundle"])
        let bundle = try browser.id()
        try await browser.open("/bundles/\(bundle)/live-streams/add")
        try await browser.submit("/bundles/\(bundle)/live-streams/add", ["ids": "\(channel)", "action": "add"])

        try await browser.open("/subscribers/new")
        let new = "/subscribers/new"
        try await browser.submit(new, ["username": "walker", "unlimited": "on", "go": "next"])
        try await browser.submit(new, ["bundle": "\(bundle)", "go": "add"])
        try await browser.submit(new, ["go": "next"])
        try await browser.submit(new, ["go": "next"])
        try await browser.submit(new, ["go": "create"])
        let subscriber = try browser.id()
        let address = try #require(browser.addresses.first { $0.contains("/play/") && $0.hasSuffix(".ts") })
        let viewer = try await EndlessViewer(opening: address)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await viewer.watch() }
            defer { viewer.stop() }
            try await close(&browser, viewer)
        }

        try await browser.open("/subscribers/\(subscriber)/edit")
        try await browser.submit("/subscribers/\(subscriber)/edit", ["status": "disabled"])
        #expect(browser.page.contains("Disabled"))
        try await browser.open("/oauth-applications/new")
        try await browser.submit("/oauth-applications/new", ["name": "Walk shop", "scopes": "api.subscriber.read"])
        let shown = browser.page.matches(of: /<code>([^<]+)<\/code>/).map { String($0.1) }
        let pair = (id: try #require(shown.first), secret: try #require(shown.last))
        let granted = try await ThirdParty(base: simulator.ready.api)
            .form("grant_type=client_credentials", basic: pair)
        #expect(granted.status == 200)
    }

    private static func close(_ browser: inout ScriptlessBrowser, _ viewer: EndlessViewer) async throws {
        var path: String?
        let isSeen = try await eventually(within: .seconds(15)) {
            try await browser.open("/connections")
            path = browser.addresses.first { $0.wholeMatch(of: /\/connections\/\d+\/close/) != nil }
            return browser.page.contains("walker") && path != nil
        }
        #expect(isSeen)
        let close = try #require(path)
        try await browser.open(close)
        try await browser.submit(close, ["hold": "60"])
        #expect(try await eventually(within: .seconds(8)) { viewer.audit.hasEnded }, "the viewer watches on")
    }
}
