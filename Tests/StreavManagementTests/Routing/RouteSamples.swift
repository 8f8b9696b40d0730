import StreavDomain
import StreavWeb

@testable import StreavManagement

/// What the generated tests put into a route: ids of things that are there, and a form that would do something.
enum RouteSamples {
    /// The path with its parameters filled in.
    static func path(_ route: PageRoute, victim: UserID) -> String {
        route.path.text
            .replacing("{sequence}", with: "1")
            .replacing("{id}", with: route.path.text.hasPrefix("/users/") ? "\(victim)" : "1")
    }

    /// Fields that do what the route is for, had it been allowed.
    static func fields(_ route: PageRoute, victim: UserID) -> [(String, String)] {
        switch route.path.text {
        case "/sign-in": [("username", "administrator"), ("password", DashboardFixture.password)]
        case "/users/new":
            [("username", "intruder"), ("role", "administrator"), ("password", "a long enough one")]
        case "/users/{id}/edit":
            [("username", "renamed"), ("role", "administrator"), ("revision", "1")]
        case "/users/{id}/password": [("password", "a long enough one")]
        case "/users/{id}/delete": [("confirm", "victim")]
        case "/users/bulk", "/users/bulk/apply": [("action", "disable"), ("ids", "\(victim)")]
        case "/live-streams/new":
            [
                ("number", "9"), ("name", "Intruder"), ("archiveDays", "0"), ("segmentTarget", "4"), ("window", "6"),
                ("idleStop", "30"), ("source-address", "http://127.0.0.1:9/x.ts"), ("source-dead-after", "2"),
            ]
        case "/live-streams/{id}/edit":
            [
                ("number", "9"), ("name", "Renamed"), ("archiveDays", "0"), ("segmentTarget", "4"), ("window", "6"),
                ("idleStop", "30"), ("revision", "1"),
            ]
        case "/live-streams/{id}/delete": [("confirm", "One")]
        case "/live-streams/{id}/switch", "/live-streams/{id}/test": [("source", "0")]
        case "/live-streams/bulk": [("action", "disable"), ("ids", "1")]
        case "/live-streams/bulk/apply": [("action", "delete"), ("ids", "1"), ("confirm", "1")]
        case "/categories/new": [("name", "Intruder")]
        case "/categories/{id}/edit": [("name", "Renamed"), ("revision", "1")]
        case "/categories/{id}/delete": [("confirm", "News")]
        case "/categories/order": [("ids", "1")]
        default: []
        }
    }
}
