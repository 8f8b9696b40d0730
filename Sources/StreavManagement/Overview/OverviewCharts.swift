import StreavDomain
import StreavSQL
import StreavStore
import StreavWeb

/// The last 24 hours, and where the viewers of this moment are.
enum OverviewCharts {
    struct Reading: Sendable {
        var minutes: [StatisticsTable.Point]
        var tallies: [(dimension: ConnectionTable.Dimension, tallies: [ConnectionTable.Tally])]
        var viewers: Int
    }

    private static let day: Duration = .seconds(86_400)
    /// Minutes of one point: a day in no more points than a chart has.
    private static let step: Int64 = 3
    private static let members = 6
    private static let order: [ConnectionTable.Dimension] = [.stream, .server, .format, .country]

    static func read(_ connection: any DatabaseConnection, now: Timestamp) throws -> Reading {
        Reading(
            minutes: try connection.statistics.series(.minute, since: now.advanced(by: .zero - day)),
            tallies: try order.map { ($0, try connection.connections.open(by: $0, limit: members)) },
            viewers: try connection.connections.openCount())
    }

    // MARK: 24 hours

    static func history(_ reading: Reading, _ call: PageCall) -> HTML {
        guard !reading.minutes.isEmpty else {
            return "<p class=\"soft\">\(call.t("overview.no-history"))</p>"
        }
        let viewers = points(reading.minutes, now: call.now) { Double($0.peakViewers) }
        let rates = points(reading.minutes, now: call.now) { Double($0.bytes) * 8 / 60 }
        let sessions = reading.minutes.reduce(0) { $0 + $1.sessions }
        let bytes = reading.minutes.reduce(Int64(0)) { $0 + $1.bytes }
        return """
            \(chart(
                call.t("overview.viewers"), viewers, call, total: call.count("overview.sessions-begun", sessions)
            ) { call.texts.number(Int($0)) })
            \(chart(
                call.t("overview.bandwidth"), rates, call,
                total: call.t("overview.bytes-sent", ["bytes": Quantity.bytes(bytes)])
            ) { Quantity.bitRate(Int64($0)) })
            """
    }

    private static func chart(
        _ title: String, _ values: [Double], _ call: PageCall, total: String, _ text: (Double) -> String
    ) -> HTML {
        let peak = call.t("chart.peak", ["value": text(values.max() ?? 0)])
        return """
            <figure class="overview-chart"><figcaption><b>\(title)</b> <span class="soft">\(peak) · \(total)</span>\
            </figcaption>\(AreaChart(values: values, summary: "\(title): \(peak)", width: 480, height: 96).html)\
            </figure>
            """
    }

    /// From 24 hours ago to now, the highest of each three minutes; where nothing was noted, nothing.
    private static func points(
        _ minutes: [StatisticsTable.Point], now: Timestamp, _ value: (StatisticsTable.Point) -> Double
    ) -> [Double] {
        let length = step * 60_000
        let first = now.milliseconds - day.wholeMilliseconds
        var values = [Double](repeating: 0, count: Int(day.wholeMilliseconds / length))
        for minute in minutes {
            let place = Int((minute.startsAt.milliseconds - first) / length)
            guard values.indices.contains(place) else { continue }
            values[place] = max(values[place], value(minute))
        }
        return values
    }

    // MARK: This moment

    static func shares(_ reading: Reading, _ call: PageCall) -> HTML {
        guard reading.viewers > 0 else {
            return "<p class=\"soft pad\">\(call.t("connections.empty"))</p>"
        }
        let groups = reading.tallies.map { group in
            """
            <section class="overview-shares"><h3>\(title(group.dimension, call))</h3>\
            \(HTML.join(group.tallies.map { row($0, group.dimension, of: reading.viewers, call) }))</section>
            """ as HTML
        }
        return "<div class=\"overview-groups\">\(groups)</div>"
    }

    private static func row(
        _ tally: ConnectionTable.Tally, _ dimension: ConnectionTable.Dimension, of total: Int, _ call: PageCall
    ) -> HTML {
        let percent = min(100, tally.count * 100 / max(1, total))
        let name = name(tally, dimension, call)
        let label: HTML =
            path(tally, dimension).flatMap { call.may(.view, .connections) ? "<a href=\"\($0)\">\(name)</a>" : nil }
            ?? "\(name)"
        return """
            <div class="overview-share"><span>\(label)</span><span class="number">\
            \(call.texts.number(tally.count))</span>\
            <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">\
            <rect width="\(percent)" height="4"/>\
            </svg></div>
            """
    }

    private static func title(_ dimension: ConnectionTable.Dimension, _ call: PageCall) -> String {
        switch dimension {
        case .stream: call.t("connection.stream")
        case .server: call.t("connection.server")
        case .format: call.t("connection.format")
        case .country: call.t("connection.country")
        }
    }

    private static func name(
        _ tally: ConnectionTable.Tally, _ dimension: ConnectionTable.Dimension, _ call: PageCall
    ) -> String {
        if dimension == .format, let format = StreamFormat(rawValue: tally.member) {
            return ConnectionWords.format(format)
        }
        return tally.name.isEmpty ? call.t("connection.unknown") : tally.name
    }

    private static func path(_ tally: ConnectionTable.Tally, _ dimension: ConnectionTable.Dimension) -> String? {
        guard !tally.member.isEmpty else { return nil }
        switch dimension {
        case .stream:
            let parts = tally.member.split(separator: " ")
            guard parts.count == 2 else { return nil }
            return "/connections?\(parts[0] == "live" ? "stream" : "on-demand-stream")=\(parts[1])"
        case .server: return "/connections?server=\(tally.member)"
        case .format: return "/connections?format=\(tally.member)"
        case .country: return "/connections?country=\(tally.member)"
        }
    }
}
