import StreavDomain
import StreavSQL
import StreavStore
import StreavWeb

/// The list of live streams: what it is narrowed by, its columns, its page.
enum LiveStreamList {
    typealias Row = LiveStreamTable.Listed

    static let path = "/live-streams"

    static func query(_ call: PageCall) -> ListQuery {
        ListQuery(
            path, call.query, filters: ["q", "state", "category", "enabled"],
            sorts: LiveStreamTable.Order.allCases.map(\.rawValue))
    }

    static func filter(_ query: ListQuery) -> LiveStreamTable.Filter {
        LiveStreamTable.Filter(
            text: query["q"], condition: query["state"].flatMap(LiveStreamCondition.init(rawValue:)),
            category: query["category"].flatMap { CategoryID(digits: $0) },
            isEnabled: query["enabled"].flatMap { $0 == "yes" ? true : $0 == "no" ? false : nil })
    }

    static func rows(_ query: ListQuery, _ slice: ListSlice, _ call: PageCall) async throws -> ListPage<Row> {
        let filter = filter(query)
        let order = LiveStreamTable.Order(rawValue: query.sort) ?? .number
        let now = call.now
        return try await call.read {
            try $0.liveStreams.list(filter, order: order, descending: query.descending, slice, now: now)
        }
    }

    static let columns: [ListColumn<Row>] = identity + state + figures

    private static let identity: [ListColumn<Row>] = [
        ListColumn("name", "stream.name", sortable: true, .primary) {
            .text($0.name)
        } cell: { row, _ in
            "<a href=\"/live-streams/\(row.id.rawValue)\">\(row.name)</a>"
        },
        ListColumn("number", "stream.number", sortable: true, .number) { .number(Int64($0.number)) },
    ]

    private static let state: [ListColumn<Row>] = [
        ListColumn("state", "stream.state", sortable: true) {
            .text($0.condition.rawValue)
        } cell: { row, call in
            stateRegion(row, call).html
        },
        ListColumn("category", "stream.category") {
            .text($0.categories.joined(separator: "; "))
        } cell: { row, call in
            row.categories.first.map { "\($0)\(more(row.categories.count - 1))" as HTML }
                ?? "<span class=\"soft\">\(call.t("value.none"))</span>"
        },
        ListColumn("source", "stream.source") {
            .text($0.status?.sourcePosition.map { "\($0 + 1)" })
        } cell: { row, call in
            sourceRegion(row, call).html
        },
    ]

    private static let figures: [ListColumn<Row>] = [
        ListColumn("bitrate", "stream.bitrate", sortable: true, .number) {
            .text($0.status.map { "\($0.bitsPerSecond)" })
        } cell: { row, call in
            bitrateRegion(row, call).html
        },
        ListColumn("codecs", "stream.codec", .minor) {
            .text($0.status?.codecs)
        } cell: { row, _ in
            LiveStreamFacts.figure(LiveStreamFacts.codecs(row.status?.codecs ?? ""))
        },
        ListColumn("resolution", "stream.resolution", .minor) {
            .text($0.status.flatMap(LiveStreamFacts.resolution))
        } cell: { row, _ in
            LiveStreamFacts.figure(row.status.flatMap(LiveStreamFacts.resolution) ?? "–")
        },
        ListColumn("viewers", "stream.viewers", sortable: true, .number) {
            .text($0.status.map { "\($0.viewers)" })
        } cell: { row, call in
            viewersRegion(row, call).html
        },
        ListColumn("uptime", "stream.uptime", sortable: true, .minor) {
            .moment($0.status.flatMap { $0.phase == .onAir ? $0.since : nil })
        } cell: { row, call in
            "\(LiveStreamFacts.uptime(row.status, call))"
        },
    ]

    static func page(_ call: PageCall) async throws -> Page {
        let query = query(call)
        let now = call.now
        let (categories, counts) = try await call.read { connection in
            (try connection.categories.all(), try connection.liveStreams.conditions(now: now))
        }
        let rows = try await rows(query, query.slice, call)
        var page = Page(call.t("streams.title"), section: path)
        page.subtitle = call.t("streams.subtitle")
        page.badge = "<span class=\"pulse\" data-pulse hidden>\(call.t("overview.updated"))</span>"
        if call.may(.create, .liveStreams) {
            page.actions = [Button.link(call.t("streams.new"), "\(path)/new", .plus, .primary)]
        }
        if call.may(.edit, .liveStreams), rows.total > 1 {
            page.actions.insert(Button.link(call.t("stream.arrange"), LiveStreamOrder.path, .grip), at: 0)
        }
        let summary = LiveRegion("summary", self.summary(counts, query, call))
        page.regions = [summary] + rows.entries.flatMap { regions($0, call) }
        page.content = "\(summary.html)\(list(call, query, rows, categories).html)"
        return page
    }

    private static func list(
        _ call: PageCall, _ query: ListQuery, _ rows: ListPage<Row>, _ categories: [Category]
    ) -> ListView<Row> {
        var list = ListView(call: call, query: query, columns: columns, page: rows)
        list.filters = [
            .text("q", "streams.search"),
            .choice(
                "state", "stream.state",
                LiveStreamCondition.allCases.map { ($0.rawValue, LiveStreamFacts.text($0, call)) }),
            .choice("category", "stream.category", categories.map { ("\($0.id)", $0.details.name) }),
            .choice(
                "enabled", "stream.switched",
                [("yes", call.t("stream.switched-on")), ("no", call.t("stream.switched-off"))]),
        ]
        list.rowName = { $0.name }
        list.rowID = { "\($0.id)" }
        if call.may(.edit, .liveStreams) {
            list.bulkPath = "\(path)/bulk"
            list.bulk = LiveStreamBulk.Action.allCases.map { BulkAction(value: $0.rawValue, title: $0.title) }
            list.rowActions = { row in
                Button.link(call.t("action.edit"), "\(path)/\(row.id.rawValue)/edit", .pencil, .quiet)
            }
        }
        if call.may(.create, .liveStreams) {
            list.empty = EmptyState.html(
                .tv, call.t("streams.empty"), call.t("streams.empty-hint"),
                Button.link(call.t("streams.new"), "\(path)/new", .plus, .primary))
        }
        return list
    }

    /// How many there are in each condition, each a link to those.
    private static func summary(
        _ counts: [LiveStreamCondition: Int], _ query: ListQuery, _ call: PageCall
    ) -> HTML {
        let present = LiveStreamCondition.allCases.filter { counts[$0, default: 0] > 0 }
        guard !present.isEmpty else { return "" }
        let links = present.map { condition in
            """
            <a href="\(WebPath.make(path, [("state", condition.rawValue)]))"\
            \(" aria-current=\"true\"", if: query["state"] == condition.rawValue)>\
            \(LiveStreamFacts.badge(condition, call))<b>\(call.texts.number(counts[condition, default: 0]))</b></a>
            """ as HTML
        }
        return "<nav class=\"stream-summary\" aria-label=\"\(call.t("stream.state"))\">\(links)</nav>"
    }

    private static func more(_ count: Int) -> HTML? {
        count > 0 ? " <span class=\"soft\">+\(count)</span>" : nil
    }

    // MARK: What changes while the page is open

    private static func regions(_ row: Row, _ call: PageCall) -> [LiveRegion] {
        [stateRegion(row, call), sourceRegion(row, call), bitrateRegion(row, call), viewersRegion(row, call)]
    }

    private static func stateRegion(_ row: Row, _ call: PageCall) -> LiveRegion {
        LiveRegion("state-\(row.id)", LiveStreamFacts.badge(row.condition, call))
    }

    private static func sourceRegion(_ row: Row, _ call: PageCall) -> LiveRegion {
        let position = row.status?.sourcePosition.map { call.texts.number($0 + 1) } ?? "–"
        let total = call.t("stream.of", ["total": call.texts.number(row.sourceCount)])
        return LiveRegion("source-\(row.id)", "\(position)<span class=\"soft\"> \(total)</span>")
    }

    private static func bitrateRegion(_ row: Row, _ call: PageCall) -> LiveRegion {
        let bits = row.status?.bitsPerSecond ?? 0
        return LiveRegion(
            "bitrate-\(row.id)", LiveStreamFacts.figure(bits > 0 ? Quantity.bitRate(bits) : "–"))
    }

    private static func viewersRegion(_ row: Row, _ call: PageCall) -> LiveRegion {
        LiveRegion("viewers-\(row.id)", "\(row.status.map { call.texts.number($0.viewers) } ?? "–")")
    }
}
