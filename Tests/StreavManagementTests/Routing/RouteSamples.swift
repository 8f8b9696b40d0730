import StreavDomain
import StreavWeb

@testable import StreavManagement

/// What the generated tests put into a route: ids of things that are there, and a form that would do something.
enum RouteSamples {
    /// The path with its parameters filled in.
    static func path(_ route: PageRoute, victim: UserID) -> String {
        let path = route.path.text
            .replacing("{sequence}", with: "1")
            .replacing("{season}", with: "1")
            .replacing("{episode}", with: "1")
            .replacing("{upload}", with: "1")
            .replacing("{id}", with: route.path.text.hasPrefix("/users/") ? "\(victim)" : "1")
        return path == "/pictures" ? "/pictures?of=/images/sample.png" : path
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
        case "/bundles/new": [("name", "Extra")]
        case "/bundles/{id}/edit": [("name", "Renamed"), ("revision", "1")]
        case "/bundles/{id}/delete": [("confirm", "Basic")]
        case "/bundles/{id}/live-streams", "/bundles/{id}/movies", "/bundles/{id}/shows":
            [("ids", "1"), ("remove", "1"), ("revision", "1")]
        case "/bundles/{id}/live-streams/add", "/bundles/{id}/movies/add", "/bundles/{id}/shows/add":
            [("action", "add"), ("ids", "1")]
        case "/bundles/{id}/live-streams/remove", "/bundles/{id}/movies/remove", "/bundles/{id}/shows/remove":
            [("ids", "1")]
        case "/subscribers/new":
            [("step", "3"), ("go", "create"), ("username", "bob"), ("connections", "1"), ("unlimited", "on")]
        case "/subscribers/{id}/edit": [("username", "bob"), ("connections", "1"), ("revision", "1")]
        case "/subscribers/{id}/delete": [("confirm", "ann")]
        case "/subscribers/bulk", "/subscribers/bulk/apply": [("action", "disable"), ("ids", "1")]
        case "/subscribers/bulk/undo": [("first", "1"), ("last", "2")]
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
        case "/live-streams/order": [("ids", "1"), ("numbers", "1:9")]
        case "/categories/new": [("name", "Intruder")]
        case "/categories/{id}/edit": [("name", "Renamed"), ("revision", "1")]
        case "/categories/{id}/delete": [("confirm", "News")]
        case "/categories/order": [("ids", "1")]
        default: catalogue(route)
        }
    }

    /// Those of movies, shows, people, genres and files.
    private static func catalogue(_ route: PageRoute) -> [(String, String)] {
        switch route.path.text {
        case "/genres/new", "/people/new": [("name", "Intruder")]
        case "/genres/{id}/edit": [("name", "Renamed"), ("mark", "1")]
        case "/people/{id}/edit": [("name", "Renamed"), ("revision", "1")]
        case "/genres/{id}/delete": [("confirm", "Drama")]
        case "/people/{id}/delete": [("confirm", "Ida Vale")]
        case "/movies/new", "/shows/new": [("title", "Intruder")]
        case "/movies/{id}/edit", "/shows/{id}/edit": [("title", "Renamed"), ("revision", "1")]
        case "/movies/{id}/delete": [("confirm", "Night Train")]
        case "/shows/{id}/delete": [("confirm", "Pellow")]
        case "/shows/{id}/seasons/new", "/shows/{id}/seasons/{season}/episodes/new": [("number", "7")]
        case "/shows/{id}/seasons/{season}/edit", "/shows/{id}/seasons/{season}/episodes/{episode}/edit":
            [("name", "Renamed"), ("mark", "1")]
        case "/shows/{id}/seasons/{season}/delete": [("confirm", "Season 1")]
        case "/on-demand-streams/new": [("name", "Intruder"), ("mediaKey", "movies/intruder.mp4")]
        case "/on-demand-streams/{id}/edit": [("name", "Renamed"), ("mediaKey", "movies/a.mp4"), ("revision", "1")]
        case "/on-demand-streams/{id}/delete": [("confirm", "File")]
        case "/movies/{id}/poster/address", "/shows/{id}/poster/address", "/people/{id}/picture/address":
            [("address", "https://example.org/a.png")]
        default: catalogueBulk(route)
        }
    }

    private static func catalogueBulk(_ route: PageRoute) -> [(String, String)] {
        let lists = ["/genres", "/people", "/movies", "/shows", "/on-demand-streams"]
        guard lists.contains(where: { route.path.text.hasPrefix($0 + "/bulk") }) else { return [] }
        return [("action", "delete"), ("ids", "1")]
            + (route.path.text.hasSuffix("/apply") ? [("confirm", "1")] : [])
    }
}
