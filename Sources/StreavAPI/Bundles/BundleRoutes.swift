import HTTPTypes
import StreavDomain
import StreavStore
import StreavWeb

/// `/v1/bundles`.
enum BundleRoutes {
    /// The most entries of each kind that are included; the rest is read through the lists with `bundleId`.
    static let includeLimit = 1000

    private enum Include: Hashable, Sendable {
        case liveStreams, movies, shows

        static let names: KeyValuePairs<String, Include> = [
            "liveStreams": .liveStreams, "movies": .movies, "shows": .shows,
        ]
    }

    static let routes = [
        Route(
            method: .get, path: RoutePath("/v1/bundles"), scopes: [.bundleRead], name: "listBundles",
            group: "Bundles", title: "Bundles", query: NameRoutes.query(),
            answer: .page(of: BundleShapes.bundle), action: list),
        Route(
            method: .get, path: RoutePath("/v1/bundles/{id}"), scopes: [.bundleRead], name: "getBundle",
            group: "Bundles", title: "One bundle",
            summary: "What is included comes in the bundle's order, at most 1000 of each.",
            query: [.include(Include.names.map(\.key))], answer: .object(BundleShapes.bundleWithContents),
            action: find),
    ]

    private static let list = Route.Action.read { call in
        var query = call.query
        let name = query.text("name")
        let order = query.choice("sortBy", NameRoutes.orders) ?? .standard
        let page = query.page()
        try query.finish()
        return { connection in
            page.answer(try connection.catalogue.bundles(name: name, order: order, page.slice), json)
        }
    }

    private static let find = Route.Action.read { call in
        let id = try call.id(of: Entities.Bundle.self)
        var query = call.query
        let include = query.include(Include.names)
        try query.finish()
        return { connection in
            let catalogue = connection.catalogue
            guard let bundle = try catalogue.bundle(id) else { throw APIProblem.notFound }
            let streams =
                include.contains(.liveStreams)
                ? try catalogue.liveStreams(ofBundle: id, limit: includeLimit).map(JSON.numbered) : []
            let movies =
                include.contains(.movies)
                ? try catalogue.titles(.movie, ofBundle: id, limit: includeLimit).map(JSON.titled) : []
            let shows =
                include.contains(.shows)
                ? try catalogue.titles(.show, ofBundle: id, limit: includeLimit).map(JSON.titled) : []
            return json(bundle).adding(
                JSON.included("liveStreams", streams, when: include.contains(.liveStreams))
                    + JSON.included("movies", movies, when: include.contains(.movies))
                    + JSON.included("shows", shows, when: include.contains(.shows)))
        }
    }

    private static func json(_ bundle: CatalogueQueries.BundleSummary) -> JSON {
        .object([
            "id": .whole(bundle.id), "name": .string(bundle.name), "description": .text(bundle.description),
            "liveStreamCount": .whole(bundle.liveStreamCount), "movieCount": .whole(bundle.movieCount),
            "showCount": .whole(bundle.showCount), "createdAt": .moment(bundle.createdAt),
            "updatedAt": .moment(bundle.updatedAt),
        ])
    }
}
