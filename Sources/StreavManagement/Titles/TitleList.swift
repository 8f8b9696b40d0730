import StreavDomain
import StreavStore
import StreavWeb

/// The list of movies, and that of shows.
struct TitleList: Sendable {
    let kind: TitleKind

    var bulk: CatalogueBulk {
        CatalogueBulk(
            path: kind.path, resource: kind.resource, title: kind.key("movies.title", "shows.title"),
            names: { [kind] in try kind.names($0, $1) }, delete: { [kind] in try kind.delete($0, $1) },
            changeGenre: { [kind] in try kind.changeGenre($0, $1, $2, $3) })
    }

    func query(_ call: PageCall) -> ListQuery {
        ListQuery(
            kind.path, call.query, filters: ["q", "genre", "playable", "language", "adult"],
            sorts: TitleOrder.allCases.map(\.rawValue))
    }

    func filter(_ query: ListQuery) -> TitleFilter {
        TitleFilter(
            text: query["q"], genre: query["genre"].flatMap { GenreID(digits: $0) },
            isPlayable: Self.flag(query["playable"]), isAdult: Self.flag(query["adult"]), language: query["language"])
    }

    func rows(_ query: ListQuery, _ slice: ListSlice, _ call: PageCall) async throws -> ListPage<ListedTitle> {
        let filter = filter(query)
        let order = TitleOrder(rawValue: query.sort) ?? .title
        return try await call.read { [kind] in
            try kind.list($0, filter, order: order, descending: query.descending, slice)
        }
    }

    var columns: [ListColumn<ListedTitle>] {
        let path = kind.path
        let name = ListColumn<ListedTitle>("title", "title.name", sortable: true, .primary) {
            .text($0.title)
        } cell: { row, _ in
            "\(PictureView.thumbnail(row.posterURL))<a href=\"\(path)/\(row.id)\">\(row.title)</a>"
        }
        return [name, Self.released, Self.genres, Self.runtime, Self.language, Self.rating]
            + (kind == .movie ? [Self.file] : [Self.files]) + [Self.adult, Self.created, Self.updated]
    }

    private static let released = ListColumn<ListedTitle>("released", "title.released", sortable: true) {
        .text(FormDraft.day($0.releaseDate))
    }
    private static let genres = ListColumn<ListedTitle>("genres", "title.genres", .minor) {
        .text($0.genres.joined(separator: ", "))
    }
    private static let runtime = ListColumn<ListedTitle>("runtime", "title.runtime-short", sortable: true, .number) {
        .text($0.runtimeMinutes.map { "\($0)" })
    }
    private static let language = ListColumn<ListedTitle>("language", "title.language", .minor) { .text($0.language) }
    private static let rating = ListColumn<ListedTitle>("rating", "title.rating", sortable: true, .number) {
        .text(FormDraft.decimal($0.rating))
    }
    private static let file = ListColumn<ListedTitle>("files", "title.file", sortable: true) {
        .boolean($0.files > 0)
    } cell: { row, call in
        row.files > 0
            ? Badge.html(call.t("title.playable"), .good) : Badge.html(call.t("title.not-playable"), .rest)
    }
    private static let files = ListColumn<ListedTitle>("files", "title.episodes", sortable: true, .number) {
        .text("\($0.files)/\($0.episodes)")
    }
    private static let adult = ListColumn<ListedTitle>("adult", "title.adult-short", .minor) {
        .boolean($0.isAdult)
    } cell: { row, call in
        row.isAdult ? Badge.html(call.t("title.adult-short"), .wait) : ""
    }
    private static let created = ListColumn<ListedTitle>("created", "catalogue.created", sortable: true, .minor) {
        .moment($0.createdAt)
    } cell: { row, call in
        Moment.html(row.createdAt, call)
    }
    private static let updated = ListColumn<ListedTitle>("updated", "catalogue.updated", sortable: true, .minor) {
        .moment($0.updatedAt)
    } cell: { row, call in
        Moment.html(row.updatedAt, call)
    }

    func page(_ call: PageCall) async throws -> Page {
        let query = query(call)
        var page = Page(call.t(kind.key("movies.title", "shows.title")), section: kind.path)
        page.subtitle = call.t(kind.key("movies.subtitle", "shows.subtitle"))
        if call.may(.create, kind.resource) {
            page.actions = [
                Button.link(call.t(kind.key("movies.new", "shows.new")), "\(kind.path)/new", .plus, .primary)
            ]
        }
        var list = ListView(
            call: call, query: query, columns: columns, page: try await rows(query, query.slice, call))
        list.filters = try await filters(call)
        list.rowName = { $0.title }
        list.rowID = { "\($0.id)" }
        list.empty = EmptyState.html(
            kind == .movie ? .film : .show, call.t(kind.key("movies.empty", "shows.empty")),
            call.t(kind.key("movies.empty-hint", "shows.empty-hint")))
        if call.may(.edit, kind.resource) {
            let path = kind.path
            list.bulkPath = "\(path)/bulk"
            list.bulk = bulk.actions(call)
            list.rowActions = { row in
                Button.link(call.t("action.edit"), "\(path)/\(row.id)/edit", .pencil, .quiet)
            }
        }
        page.content = list.html
        return page
    }

    private func filters(_ call: PageCall) async throws -> [ListFilter] {
        let (genres, languages) = try await call.read { [kind] connection in
            let all = ListSlice(offset: 0, limit: ListSlice.sizeLimit)
            return (
                try connection.genres.list(text: nil, order: .name, descending: false, all).entries.map(\.genre),
                try kind.languages(connection)
            )
        }
        let answers = [("yes", call.t("value.yes")), ("no", call.t("value.no"))]
        return [
            .text("q", "title.search"),
            .choice("genre", "catalogue.genre", genres.map { ("\($0.id)", $0.details.name) }),
            .choice("playable", "title.playable", answers),
            .choice("language", "title.language", languages.map { ($0, $0) }),
            .choice("adult", "title.adult-short", answers),
        ]
    }

    private static func flag(_ value: String?) -> Bool? {
        value.flatMap { $0 == "yes" ? true : $0 == "no" ? false : nil }
    }
}
