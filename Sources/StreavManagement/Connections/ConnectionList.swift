import StreavDomain
import StreavStore
import StreavWeb

/// Who watches now, kept up to date; and who did. Two lists, so that the first is short and can be asked for every two
/// seconds.
enum ConnectionList {
    static let path = "/connections"
    static let historyPath = "/connections/history"
    private static let countryLimit = 250

    static func query(_ call: PageCall, isLive: Bool) -> ListQuery {
        ListQuery(
            isLive ? path : historyPath, call.query,
            filters: ["q", "format", "country", "server", "subscriber", "stream", "on-demand-stream"],
            sorts: ConnectionTable.Order.allCases.map(\.rawValue).filter { !isLive || $0 != "ended" },
            descending: true)
    }

    static func filter(_ query: ListQuery, isLive: Bool) -> ConnectionTable.Filter {
        ConnectionTable.Filter(
            text: query["q"], subscriber: query["subscriber"].flatMap { SubscriberID(digits: $0) },
            liveStream: query["stream"].flatMap { LiveStreamID(digits: $0) },
            onDemandStream: query["on-demand-stream"].flatMap { OnDemandStreamID(digits: $0) },
            server: query["server"].flatMap { ServerID(digits: $0) }, country: query["country"],
            format: query["format"].flatMap(StreamFormat.init), isLive: isLive)
    }

    static func rows(
        _ query: ListQuery, _ slice: ListSlice, _ call: PageCall, isLive: Bool
    ) async throws -> ListPage<Connection> {
        let filter = filter(query, isLive: isLive)
        let order = ConnectionTable.Order(rawValue: query.sort) ?? .started
        return try await call.read {
            try $0.connections.list(filter, order: order, descending: query.descending, slice)
        }
    }

    static func columns(isLive: Bool) -> [ListColumn<Connection>] {
        who + whence + (isLive ? amounts : end + amounts)
    }

    private static let who: [ListColumn<Connection>] = [
        ListColumn("subscriber", "connection.subscriber", sortable: true, .primary) {
            .text($0.username)
        } cell: { row, call in
            ConnectionWords.subscriber(row, call)
        },
        ListColumn("stream", "connection.stream", sortable: true) {
            .text($0.streamName)
        } cell: { row, call in
            ConnectionWords.stream(row, call)
        },
        ListColumn("format", "connection.format", sortable: true) {
            .text($0.format.rawValue)
        } cell: { row, _ in
            Badge.plain(ConnectionWords.format(row.format))
        },
    ]

    private static let whence: [ListColumn<Connection>] = [
        ListColumn("country", "connection.country", sortable: true, .minor) {
            .text($0.country)
        } cell: { row, _ in
            "\(row.country ?? "–")"
        },
        ListColumn("address", "connection.address", needs: Permission(.reveal, .connections)) {
            .text($0.address)
        } cell: { row, _ in
            "<span class=\"number\">\(row.address)</span>"
        },
        ListColumn("player", "connection.player", .minor) {
            .text($0.userAgent)
        } cell: { row, _ in
            "<span title=\"\(row.userAgent ?? "")\">\(PlayerName.text(row.userAgent))</span>"
        },
        ListColumn("server", "connection.server", sortable: true, .minor) {
            .text($0.serverName)
        } cell: { row, call in
            ConnectionWords.server(row, call)
        },
    ]

    private static let end: [ListColumn<Connection>] = [
        ListColumn("ended", "connection.ended", sortable: true) {
            .moment($0.endedAt)
        } cell: { row, call in
            "<span class=\"connection-amount\">\(Moment.html(row.endedAt, call))</span>"
        },
        ListColumn("reason", "connection.reason") {
            .text($0.closeReason)
        } cell: { row, call in
            ConnectionWords.state(row, call)
        },
    ]

    private static let amounts: [ListColumn<Connection>] = [
        ListColumn("started", "connection.started", sortable: true, .minor) {
            .moment($0.startedAt)
        } cell: { row, call in
            "<span class=\"connection-amount\">\(Moment.html(row.startedAt, call))</span>"
        },
        ListColumn("bytes", "connection.bytes", sortable: true, .number) {
            .number($0.bytes)
        } cell: { row, _ in
            "<span class=\"connection-amount\">\(Quantity.bytes(row.bytes))</span>"
        },
        ListColumn("bitrate", "connection.bitrate", .number) {
            .number($0.averageBitsPerSecond)
        } cell: { row, _ in
            let rate = row.averageBitsPerSecond > 0 ? Quantity.bitRate(row.averageBitsPerSecond) : "–"
            return "<span class=\"connection-amount\">\(rate)</span>"
        },
    ]

    static func page(_ call: PageCall, isLive: Bool) async throws -> Page {
        let query = query(call, isLive: isLive)
        let found = try await rows(query, query.slice, call, isLive: isLive)
        let (servers, countries) = try await call.read {
            (try $0.servers.all(), try $0.connections.countries(limit: countryLimit))
        }
        var page = Page(call.t("connections.title"), section: path)
        page.subtitle = call.t(isLive ? "connections.subtitle" : "connections.history-subtitle")
        page.tabs = Tabs.html(
            call.t("connections.title"),
            [
                (call.t("connections.live"), query.address(path: path), isLive),
                (call.t("connections.history"), query.address(path: historyPath), !isLive),
            ])
        var list = ListView(call: call, query: query, columns: columns(isLive: isLive), page: found)
        list.filters = filters(query, call, servers, countries)
        list.rowName = { "\($0.username), \($0.streamName)" }
        list.rowID = { "\($0.id)" }
        list.rowActions = { row in
            row.isLive && call.may(.operate, .connections)
                ? Button.link(call.t("connection.close"), "/connections/\(row.id)/close", .ban, .quiet)
                : Button.link(call.t("action.open"), "/connections/\(row.id)", nil, .quiet)
        }
        if isLive, call.may(.operate, .connections) {
            list.bulkPath = "/connections/bulk"
            list.bulk = [BulkAction(value: "close", title: "connection.close")]
        }
        list.empty = EmptyState.html(
            .plug, call.t(isLive ? "connections.empty" : "connections.history-empty"), call.t("connections.empty-hint"))
        guard isLive else {
            page.content = list.html
            return page
        }
        page.badge = "<span class=\"pulse\" data-pulse hidden>\(call.t("overview.updated"))</span>"
        let region = LiveRegion("connections", list.results)
        page.regions = [region]
        page.content = "\(list.filterBar)\(region.html)"
        return page
    }

    private static func filters(
        _ query: ListQuery, _ call: PageCall, _ servers: [Server], _ countries: [String]
    ) -> [ListFilter] {
        var countries = countries
        if let chosen = query["country"], !countries.contains(chosen) { countries.append(chosen) }
        return [
            .text("q", "connections.search"),
            .choice(
                "format", "connection.format",
                StreamFormat.allCases.map { ($0.rawValue, ConnectionWords.format($0)) }),
            .choice("server", "connection.server", servers.map { ("\($0.id)", $0.details.name) }),
            .choice("country", "connection.country", countries.map { ($0, $0) }),
            .kept("subscriber"), .kept("stream"), .kept("on-demand-stream"),
        ]
    }
}
