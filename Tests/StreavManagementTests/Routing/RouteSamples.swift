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
