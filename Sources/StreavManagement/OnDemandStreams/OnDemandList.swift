import StreavControl
import StreavDomain
import StreavStore
import StreavWeb

/// The list of on-demand streams.
enum OnDemandList {
    typealias Row = OnDemandStreamTable.Listed

    static let path = "/on-demand-streams"

    static let bulk = CatalogueBulk(
        path: path, resource: .onDemandStreams, title: "ondemand.title",
        names: { try $0.onDemandStreams.names(of: $1.map { OnDemandStreamID($0) }) },
        delete: { try $0.onDemandStreams.delete(OnDemandStreamID($1)) })

    static func query(_ call: PageCall) -> ListQuery {
        ListQuery(
            path, call.query, filters: ["q", "format", "used"],
            sorts: OnDemandStreamTable.Order.allCases.map(\.rawValue))
    }

    static func rows(_ query: ListQuery, _ slice: ListSlice, _ call: PageCall) async throws -> ListPage<Row> {
        let filter = OnDemandStreamTable.Filter(
            text: query["q"], fileFormat: query["format"],
            isUsed: query["used"].flatMap { $0 == "yes" ? true : $0 == "no" ? false : nil })
        let order = OnDemandStreamTable.Order(rawValue: query.sort) ?? .name
        return try await call.read {
            try $0.onDemandStreams.list(filter, order: order, descending: query.descending, slice)
        }
    }

    private static let name = ListColumn<Row>("name", "ondemand.name", sortable: true, .primary) {
        .text($0.stream.details.name)
    } cell: { row, _ in
        "<a href=\"/on-demand-streams/\(row.stream.id.rawValue)\">\(row.stream.details.name)</a>"
    }
    private static let key = ListColumn<Row>("key", "ondemand.key", sortable: true, .minor) {
        .text($0.stream.details.mediaKey)
    }
    private static let duration = ListColumn<Row>("duration", "ondemand.duration", sortable: true, .number) {
        .text($0.stream.details.durationMilliseconds.map(OnDemandFacts.duration))
    }
    private static let format = ListColumn<Row>("format", "ondemand.format", .minor) {
        .text($0.stream.details.fileFormat)
    }
    private static let codecs = ListColumn<Row>("codecs", "ondemand.codecs", .minor) {
        .text(
            [$0.stream.details.videoCodec, $0.stream.details.audioCodec].compactMap(\.self).joined(separator: ", "))
    }
    private static let size = ListColumn<Row>("size", "ondemand.size", sortable: true, .number) {
        .text($0.stream.details.sizeBytes.map { "\($0)" })
    } cell: { row, _ in
        "\(row.stream.details.sizeBytes.map(Quantity.bytes) ?? "")"
    }
    private static let uses = ListColumn<Row>("uses", "ondemand.uses", sortable: true, .number) {
        .number(Int64($0.uses))
    } cell: { row, call in
        row.uses > 0 ? "\(call.texts.number(row.uses))" : Badge.html(call.t("ondemand.unused"), .rest)
    }
    private static let created = ListColumn<Row>("created", "catalogue.created", sortable: true, .minor) {
        .moment($0.stream.createdAt)
    } cell: { row, call in
        Moment.html(row.stream.createdAt, call)
    }

    static let columns: [ListColumn<Row>] = [name, key, duration, format, codecs, size, uses, created]

    static func page(_ call: PageCall) async throws -> Page {
        let query = query(call)
        var page = Page(call.t("ondemand.title"), section: path)
        page.subtitle = call.t("ondemand.subtitle")
        if call.may(.create, .onDemandStreams) {
            page.actions = [Button.link(call.t("ondemand.new"), "\(path)/new", .plus, .primary)]
        }
        let formats = try await call.read { try $0.onDemandStreams.fileFormats(limit: 100) }
        var list = ListView(
            call: call, query: query, columns: columns, page: try await rows(query, query.slice, call))
        list.filters = [
            .text("q", "ondemand.search"), .choice("format", "ondemand.format", formats.map { ($0, $0) }),
            .choice("used", "ondemand.is-used", [("yes", call.t("value.yes")), ("no", call.t("value.no"))]),
        ]
        list.rowName = { $0.stream.details.name }
        list.rowID = { "\($0.stream.id)" }
        list.empty = EmptyState.html(.film, call.t("ondemand.empty"), call.t("ondemand.empty-hint"))
        if call.may(.delete, .onDemandStreams) {
            list.bulkPath = "\(path)/bulk"
            list.bulk = bulk.actions(call)
        }
        if call.may(.edit, .onDemandStreams) {
            list.rowActions = { row in
                Button.link(call.t("action.edit"), "\(path)/\(row.stream.id)/edit", .pencil, .quiet)
            }
        }
        page.content = list.html
        return page
    }
}
