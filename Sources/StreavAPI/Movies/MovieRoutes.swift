import HTTPTypes
import StreavDomain
import StreavStore
import StreavWeb

/// `/v1/movies`.
enum MovieRoutes {
    static let routes = [
        Route(
            method: .get, path: RoutePath("/v1/movies"), scopes: [.movieRead], name: "listMovies", group: "Movies",
            title: "Movies", summary: "The latest are releaseDate_desc, the best rating_desc.",
            query: TitleRoutes.query, answer: .page(of: TitleShapes.movie), action: TitleRoutes.list(.movie)),
        Route(
            method: .get, path: RoutePath("/v1/movies/{id}"), scopes: [.movieRead], name: "getMovie",
            group: "Movies", title: "One movie", query: [.include(["genres", "casts"])],
            answer: .object(TitleShapes.movie), action: TitleRoutes.find(.movie)),
    ]
}
