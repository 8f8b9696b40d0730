import HTTPTypes
import StreavDomain
import StreavSQL
import StreavStore
import StreavWeb

/// `/v1/genres` and `/v1/categories`: lists of names.
enum NameRoutes {
    static let routes = [
        Route(
            method: .get, path: RoutePath("/v1/genres"), scopes: [.movieRead, .showRead], name: "listGenres",
            group: "Persons and genres", title: "Genres of movies and shows", query: query(byDefault: "id"),
            answer: .page(of: CommonShapes.name),
            action: list { try $0.catalogue.genres(name: $1, order: $2, $3) }),
        Route(
            method: .get, path: RoutePath("/v1/categories"), scopes: [.liveStreamRead], name: "listCategories",
            group: "Live streams", title: "Categories of live streams",
            query: query(byDefault: "the order of the dashboard"), answer: .page(of: CommonShapes.name),
            action: list { try $0.catalogue.categories(name: $1, order: $2, $3) }),
    ]

    static let orders: KeyValuePairs<String, CatalogueQueries.NameOrder> = [
        "name": .name, "name_desc": .nameDescending,
    ]

    static func query(byDefault order: String = "id") -> [QueryParameter] {
        [
            QueryParameter("name", .search, "A part of the name, ignoring case."),
            .sorting(["name"], byDefault: order),
        ] + QueryParameter.paging
    }

    private static func list(
        _ find:
            @escaping @Sendable (
                any DatabaseConnection, String?, CatalogueQueries.NameOrder, CatalogueQueries.Slice
            ) throws -> CatalogueQueries.Page<CatalogueQueries.Named>
    ) -> Route.Action {
        .read { call in
            var query = call.query
            let name = query.text("name")
            let order = query.choice("sortBy", orders) ?? .standard
            let page = query.page()
            try query.finish()
            return { page.answer(try find($0, name, order, page.slice), JSON.named) }
        }
    }
}
