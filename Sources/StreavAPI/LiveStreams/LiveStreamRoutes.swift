import HTTPTypes
import StreavDomain
import StreavStore
import StreavWeb

/// `/v1/live-streams`.
enum LiveStreamRoutes {
    private enum Include: Hashable, Sendable {
        case categories, bundles

        static let names: KeyValuePairs<String, Include> = ["categories": .categories, "bundles": .bundles]
    }

    private static let orders: KeyValuePairs<String, CatalogueQueries.LiveStreamOrder> = [
        "number": .number, "number_desc": .numberDescending, "name": .name, "name_desc": .nameDescending,
    ]

    static let routes = [
        Route(
            method: .get, path: RoutePath("/v1/live-streams"), scopes: [.liveStreamRead], name: "listLiveStreams",
            group: "Live streams", title: "Live streams",
            query: [
                QueryParameter("name", .search, "A part of the name, ignoring case."),
                QueryParameter("categoryId", .id, "Those in a category."),
                QueryParameter("bundleId", .id, "Those in a bundle."), .sorting(["number", "name"]),
            ] + QueryParameter.paging, answer: .page(of: LiveStreamShapes.liveStream), action: list),
        Route(
            method: .get, path: RoutePath("/v1/live-streams/{id}"), scopes: [.liveStreamRead],
            name: "getLiveStream", group: "Live streams", title: "One live stream",
            query: [.include(Include.names.map(\.key))], answer: .object(LiveStreamShapes.liveStreamWithRelations),
            action: find),
    ]

    private static let list = Route.Action.read { call in
        var query = call.query
        let name = query.text("name")
        let category = query.id("categoryId", of: Entities.Category.self)
        let bundle = query.id("bundleId", of: Entities.Bundle.self)
        let order = query.choice("sortBy", orders) ?? .id
        let page = query.page()
        try query.finish()
        return { connection in
            let found = try connection.catalogue.liveStreams(
                name: name, category: category, bundle: bundle, order: order, page.slice)
            return page.answer(found) { json($0, call.images) }
        }
    }

    private static let find = Route.Action.read { call in
        let id = try call.id(of: Entities.LiveStream.self)
        var query = call.query
        let include = query.include(Include.names)
        try query.finish()
        return { connection in
            let catalogue = connection.catalogue
            guard let stream = try catalogue.liveStream(id) else { throw APIProblem.notFound }
            let categories =
                include.contains(.categories) ? try catalogue.categories(ofLiveStreams: [stream.id]) : [:]
            let bundles = include.contains(.bundles) ? try catalogue.bundles(ofLiveStreams: [stream.id]) : [:]
            return json(stream, call.images).adding(
                JSON.included(
                    "categories", (categories[stream.id] ?? []).map(JSON.named), when: include.contains(.categories))
                    + JSON.included(
                        "bundles", (bundles[stream.id] ?? []).map(JSON.named), when: include.contains(.bundles)))
        }
    }

    private static func json(_ stream: CatalogueQueries.LiveStreamSummary, _ images: ImageLinks) -> JSON {
        .object([
            "id": .whole(stream.id), "number": .whole(stream.number), "name": .string(stream.name),
            "description": .text(stream.description), "logoUrl": images.json(stream.logoURL),
            "guideChannelId": .text(stream.guideChannelID), "isAdult": .boolean(stream.isAdult),
            "isRadio": .boolean(stream.isRadio), "archiveDays": .whole(stream.archiveDays),
            "createdAt": .moment(stream.createdAt), "updatedAt": .moment(stream.updatedAt),
        ])
    }
}
