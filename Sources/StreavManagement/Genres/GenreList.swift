import StreavControl
import StreavDomain
import StreavStore
import StreavWeb

/// The list of genres.
enum GenreList {
    static let path = "/genres"

    static let bulk = CatalogueBulk(
        path: path, resource: .genres, title: "genres.title",
        names: { try $0.genres.names(of: $1.map { GenreID($0) }) },
        delete: { try $0.genres.delete(GenreID($1)) })

    static func query(_ call: PageCall) -> ListQuery {
        ListQuery(path, call.query, filters: ["q"], sorts: GenreTable.Order.allCases.map(\.rawValue))
    }

    static func rows(
        _ query: ListQuery, _ slice: ListSlice, _ call: PageCall
    ) async throws -> ListPage<GenreTable.Listed> {
        let text = query["q"]
        let order = GenreTable.Order(rawValue: query.sort) ?? .name
        return try await call.read {
            try $0.genres.list(text: text, order: order, descending: query.descending, slice)
        }
    }

    private static let name = ListColumn<GenreTable.Listed>("name", "genre.name", sortable: true, .primary) {
        .text($0.genre.details.name)
    } cell: { row, _ in
        "<a href=\"/genres/\(row.genre.id.rawValue)\">\(row.genre.details.name)</a>"
    }
    private static let movies = ListColumn<GenreTable.Listed>("movies", "nav.movies", sortable: true, .number) {
        .number(Int64($0.movies))
    } cell: { row, call in
        "<a href=\"/movies?genre=\(row.genre.id.rawValue)\">\(call.texts.number(row.movies))</a>"
    }
    private static let shows = ListColumn<GenreTable.Listed>("shows", "nav.shows", sortable: true, .number) {
        .number(Int64($0.shows))
    } cell: { row, call in
        "<a href=\"/shows?genre=\(row.genre.id.rawValue)\">\(call.texts.number(row.shows))</a>"
    }
    private static let created = ListColumn<GenreTable.Listed>("created", "catalogue.created", sortable: true, .minor) {
        .moment($0.genre.createdAt)
    } cell: { row, call in
        Moment.html(row.genre.createdAt, call)
    }

    static let columns: [ListColumn<GenreTable.Listed>] = [name, movies, shows, created]

    static func page(_ call: PageCall) async throws -> Page {
        let query = query(call)
        var page = Page(call.t("genres.title"), section: path)
        page.subtitle = call.t("genres.subtitle")
        if call.may(.create, .genres) {
            page.actions = [Button.link(call.t("genres.new"), "/genres/new", .plus, .primary)]
        }
        var list = ListView(
            call: call, query: query, columns: columns, page: try await rows(query, query.slice, call))
        list.filters = [.text("q", "genres.search")]
        list.rowName = { $0.genre.details.name }
        list.rowID = { "\($0.genre.id)" }
        list.empty = EmptyState.html(.tag, call.t("genres.empty"), call.t("genres.empty-hint"))
        if call.may(.delete, .genres) {
            list.bulkPath = "/genres/bulk"
            list.bulk = bulk.actions(call)
        }
        if call.may(.edit, .genres) {
            list.rowActions = { row in
                Button.link(call.t("action.edit"), "/genres/\(row.genre.id)/edit", .pencil, .quiet)
            }
        }
        page.content = list.html
        return page
    }
}
