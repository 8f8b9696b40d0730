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
        case "/views": [("path", "/users"), ("query", "status=disabled"), ("name", "Gone")]
        default: []
        }
    }
}
