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
        case "/connections/{id}/close": [("hold", "30")]
        case "/connections/bulk": [("action", "close"), ("ids", "1")]
        case "/connections/bulk/apply": [("hold", "30"), ("ids", "1")]
        case "/servers/new": [("name", "intruder"), ("publicUrl", "http://127.0.0.1:9"), ("weight", "1")]
        case "/servers/{id}/edit":
            [("name", "renamed"), ("publicUrl", "http://127.0.0.1:9"), ("weight", "9"), ("revision", "1")]
        case "/servers/{id}/status": [("status", "disabled")]
        case "/servers/{id}/delete": [("confirm", "node-1")]
        case "/oauth-applications/new": [("name", "Intruder"), ("scopes", "api.subscriber.delete")]
        case "/oauth-applications/{id}/edit":
            [("name", "Renamed"), ("scopes", "api.subscriber.delete"), ("revision", "1")]
        case "/oauth-applications/{id}/status": [("disabled", "on")]
        case "/oauth-applications/{id}/delete": [("confirm", "Shop")]
        case "/settings/security/end-session": [("session", "00")]
        default: []
        }
    }
}
