import StreavDomain
import StreavStore
import StreavWeb

/// Live numbers, what needs attention, and what happened last.
enum OverviewPage {
    private struct Reading: Sendable {
        var servers: [Server]
        var liveStreams: Int
        var subscribers: Int
        var activity: [ActivityEntry]
        var alerts: [HTML]
        var charts: OverviewCharts.Reading
    }

    static func page(_ call: PageCall) async throws -> Page {
        let mayReadLog = call.may(.view, .activity)
        let reading = try await call.read { connection in
            let alerts = try OverviewAlert.all.filter { call.may($0.permission) }.flatMap {
                try $0.find(connection, call)
            }
            return Reading(
                servers: try connection.servers.all(), liveStreams: try connection.liveStreams.count(),
                subscribers: try connection.subscribers.count(),
                activity: mayReadLog
                    ? try connection.activity.list(ActivityTable.Filter(), ListSlice(offset: 0, limit: 10)).entries
                    : [],
                alerts: alerts, charts: try OverviewCharts.read(connection, now: call.now)
            )
        }
        let tiles = LiveRegion("tiles", self.tiles(reading, call))
        let alerts = LiveRegion("alerts", HTML.join(reading.alerts))
        let servers = LiveRegion("servers", self.servers(reading.servers, call))
        var page = Page(call.t("overview.title"), section: "/")
        page.badge = "<span class=\"pulse\" data-pulse hidden>\(call.t("overview.updated"))</span>"
        let history = LiveRegion("history", OverviewCharts.history(reading.charts, call))
        let shares = LiveRegion("shares", OverviewCharts.shares(reading.charts, call))
        page.regions = [tiles, alerts, history, shares, servers]
        var feed: HTML = ""
        if mayReadLog {
            let region = LiveRegion("activity", ActivityFeed.html(reading.activity, call))
            page.regions.append(region)
            feed = Panel.html(
                call.t("overview.activity-title"), region.html,
                action: "<a href=\"/activity\">\(call.t("overview.all-activity"))</a>", isFlush: true)
        }
        page.content = """
            \(alerts.html)
            \(tiles.html)
            <div class="columns">
            <div>\(Panel.html(call.t("overview.history-title"), history.html))\
            \(Panel.html(call.t("overview.shares-title"), shares.html, isFlush: true))\
            \(Panel.html(call.t("overview.servers-title"), servers.html, isFlush: true))</div>
            <div>\(feed)</div>
            </div>
            """
        return page
    }

    private static func tiles(_ reading: Reading, _ call: PageCall) -> HTML {
        let alive = reading.servers.filter { !$0.health.isLost }
        let viewers = alive.reduce(0) { $0 + $1.load.viewers }
        let bits = alive.reduce(Int64(0)) { $0 + $1.load.outgoingBitsPerSecond }
        let running = alive.reduce(0) { $0 + $1.load.channels }
        let taking = reading.servers.filter { $0.standing == .taking }.count
        let history = call.dashboard.loads.recent
        func chart(_ values: [Double], _ name: String, _ text: (Double) -> String) -> HTML {
            AreaChart(
                values: values,
                summary: "\(name): \(call.t("chart.peak", ["value": text(values.max() ?? 0)]))"
            ).html
        }
        let tiles = [
            StatTile(
                title: call.t("overview.viewers"), value: call.texts.number(viewers),
                chart: chart(history.map(\.viewers), call.t("overview.viewers")) { call.texts.number(Int($0)) },
                path: call.may(.view, .connections) ? "/connections" : nil),
            StatTile(
                title: call.t("overview.bandwidth"), value: Quantity.bitRate(bits),
                chart: chart(history.map(\.bitsPerSecond), call.t("overview.bandwidth")) {
                    Quantity.bitRate(Int64($0))
                }),
            StatTile(
                title: call.t("overview.streams"), value: call.texts.number(running),
                detail: call.t("overview.of", ["total": call.texts.number(reading.liveStreams)]),
                chart: chart(history.map(\.channels), call.t("overview.streams")) { call.texts.number(Int($0)) }),
            StatTile(
                title: call.t("overview.servers"), value: call.texts.number(taking),
                detail: call.t("overview.of", ["total": call.texts.number(reading.servers.count)]),
                path: call.may(.view, .servers) ? "/servers" : nil),
            StatTile(title: call.t("overview.subscribers"), value: call.texts.number(reading.subscribers)),
        ]
        return "<div class=\"tiles\">\(tiles.map(\.html))</div>"
    }

    private static func servers(_ servers: [Server], _ call: PageCall) -> HTML {
        guard !servers.isEmpty else {
            return EmptyState.html(.server, call.t("overview.no-servers"), call.t("overview.no-servers-hint"))
        }
        let rows = servers.map { server in
            """
            <tr><td class="primary" data-label="\(call.t("overview.server"))">\(PageLink.html(
                server.details.name, "/servers", Int64(server.id.rawValue), Permission(.view, .servers), call))</td>\
            <td data-label="\(call.t("overview.state"))">\(state(server, call))</td>\
            <td class="number" data-label="\(call.t("overview.viewers"))">\
            \(call.texts.number(server.load.viewers))</td>\
            <td class="number" data-label="\(call.t("overview.channels"))">\
            \(call.texts.number(server.load.channels))</td>\
            <td class="number" data-label="\(call.t("overview.bandwidth"))">\
            \(Quantity.bitRate(server.load.outgoingBitsPerSecond))</td></tr>
            """ as HTML
        }
        return """
            <table class="table"><thead><tr><th scope="col">\(call.t("overview.server"))</th>\
            <th scope="col">\(call.t("overview.state"))</th><th scope="col" class="number">\
            \(call.t("overview.viewers"))</th><th scope="col" class="number">\(call.t("overview.channels"))</th>\
            <th scope="col" class="number">\(call.t("overview.bandwidth"))</th>\
            </tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    static func state(_ server: Server, _ call: PageCall) -> HTML {
        switch server.details.status {
        case .disabled: return Badge.html(call.t("server.disabled"), .rest)
        case .draining: return Badge.html(call.t("server.draining"), .wait)
        case .active: break
        }
        if server.health.isLost { return Badge.html(call.t("server.lost"), .bad) }
        if server.health.isLeaving { return Badge.html(call.t("server.leaving"), .wait) }
        return server.health.wasSeen
            ? Badge.html(call.t("server.active"), .good) : Badge.html(call.t("server.new"), .rest)
    }
}
