import HTTPTypes
import StreavControl
import StreavCrypto
import StreavDomain
import StreavSQL
import StreavStore
import StreavWeb
import Testing

@testable import StreavManagement

/// Generated from the table of routes: who may not come does not come in, and nothing happens.
@Suite("Every route of the dashboard")
struct RouteMatrixTests {
    /// What a foreign page, or a person with a wrong idea, might do to a form.
    private enum Forgery: CaseIterable {
        case noToken, otherSession, foreignOrigin, nullOrigin, crossSite, sameSite, plainText, json
    }

    /// What is there of users, and everything that anybody has done: every use case writes an entry, and the entries of
    /// those who come and go are left out.
    private static func state(_ fixture: DashboardFixture) async throws -> [String] {
        let users = try await fixture.database.read { connection in
            try connection.users.list(
                UserTable.Filter(), order: .username, descending: false, ListSlice(offset: 0, limit: 100)
            ).entries.map { "\($0.user.details) \($0.user.revision)" }
        }
        let done = try await fixture.activity().map(\.activity).filter { activity in
            !activity.action.hasPrefix("request.") && !activity.action.hasPrefix("user.sign")
        }
        return users + done.map { "\($0.action) \($0.resourceID ?? "") \($0.after ?? "")" }
    }

    private static func victim(_ fixture: DashboardFixture) async throws -> UserID {
        try await fixture.control.perform(as: .system("test")) { transaction in
            try RouteVictims.make(transaction)
            return try transaction.users.create(
                UserDetails(username: "victim", role: .readOnly),
                password: try HashedPassword("a long enough one", cost: .weakForSimulation)
            ).id
        }
    }

    @Test("Without a session a page leads to the sign-in and a form does nothing (S17, S27)")
    func withoutSession() async throws {
        try await DashboardFixture.run { fixture in
            let victim = try await Self.victim(fixture)
            let before = try await Self.state(fixture)
            for route in Dashboard.routes where route.access != .anyone {
                var browser = fixture.browser
                let path = RouteSamples.path(route, victim: victim)
                if route.method == .get {
                    let answer = try await browser.get(path)
                    #expect(answer.status == 303, "\(path)")
                    #expect(answer.headers["location"]?.hasPrefix("/sign-in") == true, "\(path)")
                } else {
                    let answer = try await browser.post(
                        path, RouteSamples.fields(route, victim: victim), page: "/sign-in")
                    #expect(answer.status == 403, "\(path)")
                }
            }
            #expect(try await Self.state(fixture) == before)
        }
    }

    @Test("A role comes as far as its permissions, and is noted where it does not (S27)", arguments: UserRole.allCases)
    func roles(_ role: UserRole) async throws {
        try await DashboardFixture.run { fixture in
            let victim = try await Self.victim(fixture)
            let before = try await Self.state(fixture)
            var browser = try await fixture.signedIn(role)
            var refusals = 0
            for route in Dashboard.routes {
                guard case .permission(let permission) = route.access else { continue }
                let path = RouteSamples.path(route, victim: victim)
                if role.allows(permission) {
                    guard route.method == .get else { continue }
                    let status = try await browser.get(path).status
                    #expect(status == 200, "\(path)")
                } else {
                    refusals += 1
                    let status =
                        route.method == .get
                        ? try await browser.get(path).status
                        : try await browser.post(path, RouteSamples.fields(route, victim: victim), page: "/account")
                            .status
                    #expect(status == 403, "\(route.method) \(path)")
                }
            }
            #expect(try await Self.state(fixture) == before)
            let noted = try await fixture.activity().count { $0.activity.action == "request.refused" }
            #expect(noted == refusals)
        }
    }

    @Test("A form that is not the session's own does nothing, whoever sends it (S17)")
    func forgeries() async throws {
        try await DashboardFixture.run { fixture in
            let victim = try await Self.victim(fixture)
            let before = try await Self.state(fixture)
            let browser = try await fixture.signedIn()
            var other = try await fixture.signedIn()
            let foreign = try await other.token(at: "/account")
            var own = browser
            let token = try await own.token(at: "/account")
            for route in Dashboard.routes where route.method == .post {
                let path = RouteSamples.path(route, victim: victim)
                let fields = RouteSamples.fields(route, victim: victim)
                for forgery in Forgery.allCases {
                    var browser = browser
                    var sent = token
                    switch forgery {
                    case .noToken: sent = ""
                    case .otherSession: sent = foreign
                    case .foreignOrigin: browser.origin = "http://evil.example"
                    case .nullOrigin: browser.origin = "null"
                    case .crossSite: browser.site = "cross-site"
                    case .sameSite: browser.site = "same-site"
                    case .plainText: browser.contentType = "text/plain"
                    case .json: browser.contentType = "application/json"
                    }
                    let answer = try await browser.post(path, fields, token: sent)
                    #expect(answer.status == 403, "\(path) \(forgery)")
                }
            }
            #expect(try await Self.state(fixture) == before)
            var again = browser
            #expect(try await again.get("/account").status == 200)
        }
    }

    @Test("A form has the fields of its page and no other (S28)")
    func massAssignment() async throws {
        try await DashboardFixture.run { fixture in
            let victim = try await Self.victim(fixture)
            let before = try await Self.state(fixture)
            var browser = try await fixture.signedIn()
            let token = try await browser.token(at: "/account")
            for route in Dashboard.routes where route.method == .post {
                let path = RouteSamples.path(route, victim: victim)
                let fields = RouteSamples.fields(route, victim: victim) + [("isAdmin", "1")]
                let status = try await browser.post(path, fields, token: token).status
                #expect(status == 400, "\(path)")
            }
            #expect(try await Self.state(fixture) == before)
        }
    }

    @Test("No address answers a method that it does not have, and a GET changes nothing (S17)")
    func methods() async throws {
        try await DashboardFixture.run { fixture in
            let victim = try await Self.victim(fixture)
            var browser = try await fixture.signedIn()
            let posts = Dashboard.routes.filter { $0.method == .post }
            let gets = Set(Dashboard.routes.filter { $0.method == .get }.map(\.path.text))
            let before = try await Self.state(fixture)
            for route in posts where !gets.contains(route.path.text) {
                let status = try await browser.get(RouteSamples.path(route, victim: victim)).status
                #expect(status == 405, "\(route.path.text)")
            }
            #expect(try await Self.state(fixture) == before)
        }
    }

    @Test("Every answer has the security headers and nothing inline, refusals too (S18)")
    func headers() async throws {
        try await DashboardFixture.run { fixture in
            let victim = try await Self.victim(fixture)
            var stranger = fixture.browser
            var administrator = try await fixture.signedIn()
            for route in Dashboard.routes where route.method == .get && route.path.text != LiveRoutes.path {
                let path = RouteSamples.path(route, victim: victim)
                for answer in [try await stranger.get(path), try await administrator.get(path)] {
                    Self.check(answer, path)
                }
            }
            Self.check(try await administrator.get("/nothing/here"), "/nothing/here")
            Self.check(try await stranger.get("/nothing/here"), "/nothing/here")
        }
    }

    private static func check(_ answer: RawExchange.Answer, _ path: String) {
        let policy = answer.headers["content-security-policy"] ?? ""
        for part in ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
            #expect(policy.contains(part), "\(path)")
        }
        #expect(!policy.contains("unsafe"), "\(path)")
        #expect(answer.headers["x-content-type-options"] == "nosniff", "\(path)")
        #expect(["same-origin", "no-referrer"].contains(answer.headers["referrer-policy"]), "\(path)")
        #expect(answer.headers["cache-control"] == "no-store", "\(path)")
        #expect(!answer.body.contains(" style="), "\(path)")
        #expect(!answer.body.contains("<style"), "\(path)")
        #expect(answer.body.firstMatch(of: /<[^>]*\son[a-z]+=/) == nil, "\(path)")
        #expect(answer.body.matches(of: /<script/).count == answer.body.matches(of: /<script[^>]* src="\//).count)
    }
}
