import StreavDomain
import StreavStore
import StreavWeb

/// The list of streaming nodes. There are few, so that it is sorted and narrowed in memory.
enum ServerList {
    static let path = "/servers"
    /// Of the list: fleets are smaller.
    private static let sorts = ["name", "status", "viewers", "streams", "bandwidth", "weight", "heartbeat"]

    static func query(_ call: PageCall) -> ListQuery {
        ListQuery(path, call.query, filters: ["q", "status"], sorts: sorts)
    }

    static func rows(_ query: ListQuery, _ slice: ListSlice, _ call: PageCall) async throws -> ListPage<Server> {
        let all = try await call.read { try $0.servers.all() }
        let text = query["q"].map(FoldedText.fold)
        let found = all.filter { server in
            (text.map { FoldedText.fold(server.details.name).contains($0) } ?? true)
                && (query["status"].map { $0 == ServerWords.status(server) } ?? true)
        }
        let sorted = sorted(found, by: query.sort)
        let entries = query.descending ? sorted.reversed() : sorted
        return ListPage(total: entries.count, entries: Array(entries.dropFirst(slice.offset).prefix(slice.limit)))
    }

    private static func sorted(_ servers: [Server], by column: String) -> [Server] {
        func by<Key: Comparable>(_ key: (Server) -> Key) -> [Server] {
            servers.map { (key($0), $0) }.sorted { ($0.0, $0.1.id) < ($1.0, $1.1.id) }.map(\.1)
        }
        return switch column {
        case "status": by(ServerWords.status)
        case "viewers": by(\.load.viewers)
        case "streams": by(\.load.channels)
        case "bandwidth": by(\.load.outgoingBitsPerSecond)
        case "weight": by(\.details.weight)
        case "heartbeat": by { $0.health.lastHeartbeatAt?.milliseconds ?? 0 }
        // As the store sorts them.
        default: servers
        }
    }

    static let columns: [ListColumn<Server>] = names + loads

    private static let names: [ListColumn<Server>] = [
        ListColumn("name", "servers.name", sortable: true, .primary) {
            .text($0.details.name)
        } cell: { row, _ in
            "<a href=\"/servers/\(row.id.rawValue)\">\(row.details.name)</a>"
        },
        ListColumn("status", "servers.status", sortable: true) {
            .text(ServerWords.status($0))
        } cell: { row, call in
            OverviewPage.state(row, call)
        },
        ListColumn("public-url", "servers.public-url", .minor) { .text($0.details.publicURL) },
    ]

    private static let loads: [ListColumn<Server>] = [
        ListColumn("viewers", "servers.viewers", sortable: true, .number) {
            .number(Int64($0.load.viewers))
        } cell: { row, call in
            ServerWords.viewers(row, call)
        },
        ListColumn("streams", "servers.streams", sortable: true, .number) {
            .number(Int64($0.load.channels))
        } cell: { row, call in
            "\(call.texts.number(row.load.channels))"
        },
        ListColumn("bandwidth", "servers.bandwidth", sortable: true, .number) {
            .number($0.load.outgoingBitsPerSecond)
        } cell: { row, _ in
            "\(Quantity.bitRate(row.load.outgoingBitsPerSecond))"
        },
        ListColumn("weight", "servers.weight", sortable: true, .number) { .number(Int64($0.details.weight)) },
        ListColumn("heartbeat", "servers.heartbeat", sortable: true, .minor) {
            .moment($0.health.lastHeartbeatAt)
        } cell: { row, call in
            Moment.html(row.health.lastHeartbeatAt, call)
        },
    ]

    static func page(_ call: PageCall) async throws -> Page {
        let query = query(call)
        var page = Page(call.t("servers.title"), section: path)
        page.subtitle = call.t("servers.subtitle")
        page.badge = "<span class=\"pulse\" data-pulse hidden>\(call.t("overview.updated"))</span>"
        if call.may(.create, .servers) {
            page.actions = [Button.link(call.t("servers.new"), "/servers/new", .plus, .primary)]
        }
        var list = ListView(
            call: call, query: query, columns: columns, page: try await rows(query, query.slice, call))
        list.filters = [
            .text("q", "servers.search"),
            .choice(
                "status", "servers.status",
                ServerWords.statuses.map { ($0, call.t("server.\($0)")) }),
        ]
        list.empty = EmptyState.html(.server, call.t("overview.no-servers"), call.t("overview.no-servers-hint"))
        let region = LiveRegion("servers", list.results)
        page.regions = [region]
        page.content = "\(list.filterBar)\(region.html)"
        return page
    }
}
