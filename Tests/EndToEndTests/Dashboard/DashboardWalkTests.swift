import Foundation
import Testing

/// What a new administrator does on the first day, on a platform that has nobody yet.
@Suite("The first walk through the dashboard", .serialized, .timeLimit(.minutes(5)))
struct DashboardWalkTests {
    private static let password = "correct horse battery"

    /// Types into the page's form and sends it; waits for where it leads.
    private static func submit(
        _ browser: WebDriver, _ fields: [String: String], form: String = "main form:has(.button.primary)",
        leadsTo path: String, _ location: SourceLocation = #_sourceLocation
    ) async throws {
        let values = String(decoding: try JSONEncoder().encode(fields), as: UTF8.self)
        try await browser.run(
            """
            window.isOld = true;
            const form = document.querySelector("\(form)");
            for (const [name, value] of Object.entries(\(values))) {
                const field = form.elements[name];
                field.value = value;
                field.dispatchEvent?.(new Event("input", { bubbles: true }));
            }
            setTimeout(() => form.requestSubmit(), 0);
            """)
        let arrives = try await eventually(within: .seconds(20)) {
            try await Task.sleep(for: .milliseconds(100))
            return try await browser.evaluate(
                "return !window.isOld && document.readyState === 'complete' && location.pathname", as: Place.self
            ).path?.wholeMatch(of: try Regex(path)) != nil
        }
        let place = try await browser.evaluate("return location.pathname + ': ' + document.title", as: String.self)
        #expect(arrives, "\(place) rather than \(path)", sourceLocation: location)
    }

    /// A path, or false while the page is on its way.
    private struct Place: Decodable {
        let path: String?

        init(from decoder: any Decoder) throws {
            path = try? decoder.singleValueContainer().decode(String.self)
        }
    }

    private static func text(_ browser: WebDriver, _ selector: String = "main") async throws -> String {
        try await browser.evaluate("return document.querySelector('\(selector)').innerText", as: String.self)
    }

    @Test("S25, S26: in a browser: set up, turn the second factor on, sign in with it, make a user, find it in the log")
    func browser() async throws {
        try await SimulatorProcess.with(["--empty"]) { simulator in
            try await WebDriver.with { browser in
                let base = simulator.ready.management
                try await browser.open(base + "/setup")
                try await Self.submit(
                    browser, ["username": "chief", "password": Self.password, "password-again": Self.password],
                    leadsTo: "/")

                try await browser.open(base + "/account/second-factor")
                #expect(try await browser.evaluate("return !!document.querySelector('.scan svg')", as: Bool.self))
                let authenticator = try Authenticator(key: try await Self.text(browser, ".key"))
                try await Self.submit(
                    browser, ["code": authenticator.code(), "current": Self.password],
                    leadsTo: "/account/second-factor")
                let codes = try await browser.evaluate(
                    "return document.querySelectorAll('.codes li').length", as: Int.self)
                #expect(codes == 10)

                try await browser.open(base + "/account")
                try await Self.submit(
                    browser, [:], form: "form[action='/sign-out']", leadsTo: "/sign-in")
                try await Self.submit(
                    browser, ["username": "chief", "password": Self.password], leadsTo: "/sign-in/code")
                // The code of this step has been used with turning it on.
                try await Self.submit(browser, ["code": authenticator.code(1)], leadsTo: "/")

                try await browser.open(base + "/users/new")
                try await Self.submit(
                    browser, ["username": "helper", "role": "support", "password": "a long enough one"],
                    leadsTo: "/users/\\d+")
                #expect(try await Self.text(browser).contains("Support"))
                try await browser.open(base + "/activity")
                let log = try await Self.text(browser)
                for part in ["user.create", "helper", "user.enable-second-factor", "user.sign-in"] {
                    #expect(log.contains(part), "\(part)")
                }
            }
        }
    }

    @Test("S25, S26: without a script: set up, the second factor, a user and the log work as well")
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
        }
    }
}
