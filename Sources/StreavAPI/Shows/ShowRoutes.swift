import HTTPTypes
import StreavDomain
import StreavStore
import StreavWeb

/// `/v1/shows`, with seasons and episodes.
enum ShowRoutes {
    static let routes = [
        Route(
            method: .get, path: RoutePath("/v1/shows"), scopes: [.showRead], name: "listShows", group: "Shows",
            title: "Shows", query: TitleRoutes.query, answer: .page(of: TitleShapes.show),
            action: TitleRoutes.list(.show)),
        Route(
            method: .get, path: RoutePath("/v1/shows/{id}"), scopes: [.showRead], name: "getShow", group: "Shows",
            title: "One show", query: [.include(["genres", "casts"])], answer: .object(TitleShapes.show),
            action: TitleRoutes.find(.show)),
        Route(
            method: .get, path: RoutePath("/v1/shows/{id}/seasons"), scopes: [.showRead], name: "listSeasons",
            group: "Shows", title: "The seasons of a show", summary: "By number, specials first.",
            query: QueryParameter.paging, answer: .page(of: SeasonShapes.season), action: seasons),
        Route(
            method: .get, path: RoutePath("/v1/shows/{id}/seasons/{number}"), scopes: [.showRead],
            name: "listEpisodes", group: "Shows", title: "The episodes of a season",
            summary: "The path holds the season's number. By number.", query: QueryParameter.paging,
            answer: .page(of: SeasonShapes.episode), action: episodes),
    ]

    private static let seasons = Route.Action.read { call in
        let show = try call.number()
        var query = call.query
        let page = query.page()
        try query.finish()
        return { connection in
            guard let seasons = try connection.catalogue.seasons(ofShow: show, page.slice) else {
                throw APIProblem.notFound
            }
            return page.answer(seasons) { season in
                .object([
                    "number": .whole(season.number), "name": .text(season.name), "overview": .text(season.overview),
                    "releaseDate": .moment(season.releaseDate), "posterUrl": call.images.json(season.posterURL),
                    "backdropUrl": call.images.json(season.backdropURL),
                ])
            }
        }
    }

    private static let episodes = Route.Action.read { call in
        let show = try call.number()
        let season = Int(try call.number("number"))
        var query = call.query
        let page = query.page()
        try query.finish()
        return { connection in
            guard let episodes = try connection.catalogue.episodes(ofShow: show, season: season, page.slice) else {
                throw APIProblem.notFound
            }
            return page.answer(episodes) { episode in
                .object([
                    "number": .whole(episode.number), "name": .text(episode.name),
                    "overview": .text(episode.overview), "releaseDate": .moment(episode.releaseDate),
                    "runtimeMinutes": .whole(episode.runtimeMinutes),
                    "backdropUrl": call.images.json(episode.backdropURL),
                    "streamId": .whole(episode.streamID),
                ])
            }
        }
    }
}
