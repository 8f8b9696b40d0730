import HTTPTypes
import StreavDomain
import StreavStore

/// What movies and shows have in common: their list, and one of them.
enum TitleRoutes {
    static let orders: KeyValuePairs<String, CatalogueQueries.TitleOrder> = [
        "releaseDate": .releaseDate, "releaseDate_desc": .releaseDateDescending, "rating": .rating,
        "rating_desc": .ratingDescending, "title": .title, "title_desc": .titleDescending,
    ]

    static let includes: KeyValuePairs<String, CatalogueQueries.TitleInclude> = ["genres": .genres, "casts": .casts]

    static let query =
        [
            QueryParameter("title", .search, "A part of the title, ignoring case."),
            QueryParameter("bundleId", .id, "Those in a bundle."),
            .sorting(["releaseDate", "rating", "title"]), .include(["genres", "casts"]),
        ] + QueryParameter.paging

    static func list(
        _ kind: CatalogueQueries.TitleKind
    ) -> Route.Action {
        .read { call in
            var query = call.query
            let title = query.text("title")
            let bundle = query.id("bundleId", of: Entities.Bundle.self)
            let order = query.choice("sortBy", orders) ?? .id
            let include = query.include(includes)
            let page = query.page()
            try query.finish()
            return { connection in
                let found = try connection.catalogue.titles(
                    kind, title: title, bundle: bundle, order: order, including: include, page.slice)
                return page.answer(found) { json($0, kind, include, call.images) }
            }
        }
    }

    static func find(_ kind: CatalogueQueries.TitleKind) -> Route.Action {
        .read { call in
            let id = try call.number()
            var query = call.query
            let include = query.include(includes)
            try query.finish()
            return { connection in
                guard let title = try connection.catalogue.title(kind, id, including: include) else {
                    throw APIProblem.notFound
                }
                return json(title, kind, include, call.images)
            }
        }
    }

    private static func json(
        _ title: CatalogueQueries.Title, _ kind: CatalogueQueries.TitleKind,
        _ include: Set<CatalogueQueries.TitleInclude>, _ images: ImageLinks
    ) -> JSON {
        let own =
            switch kind {
            case .movie: JSON.Member(name: "streamId", value: .whole(title.streamID))
            case .show: JSON.Member(name: "lastReleaseDate", value: .moment(title.lastReleaseDate))
            }
        return JSON.object([
            "id": .whole(title.id), "title": .string(title.title), "overview": .text(title.overview),
            "releaseDate": .moment(title.releaseDate), "runtimeMinutes": .whole(title.runtimeMinutes),
            "language": .text(title.language), "countryCode": .text(title.countryCode),
            "posterUrl": images.json(title.posterURL), "backdropUrl": images.json(title.backdropURL),
            "rating": .real(title.rating), "ratingSource": .text(title.ratingSource),
            "director": .text(title.director),
        ]).adding(
            [own] + JSON.included("genres", title.genres.map(JSON.named), when: include.contains(.genres))
                + JSON.included("casts", title.casts.map { cast($0, images) }, when: include.contains(.casts)))
    }

    private static func cast(_ cast: CatalogueQueries.Cast, _ images: ImageLinks) -> JSON {
        .object([
            "id": .whole(cast.id), "name": .string(cast.name),
            "profilePictureUrl": images.json(cast.profilePictureURL), "character": .text(cast.character),
        ])
    }
}
