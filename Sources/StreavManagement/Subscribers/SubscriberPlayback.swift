import StreavControl
import StreavCrypto
import StreavDomain
import StreavSQL
import StreavStore
import StreavWeb

/// `/subscribers/{id}/playback`: the addresses that a subscriber plays, to be copied.
enum SubscriberPlayback {
    /// How long an address is good.
    enum Term: String, CaseIterable, Sendable {
        /// Signed; holds no access token.
        case hours
        /// Holds username and access token, as players are set up with.
        case lasting
    }

    /// Something to play, with its addresses.
    struct Row: Sendable {
        let playable: EntitlementTable.Playable
        let hls: String?
        /// MPEG-TS of a live stream, the file of any other.
        let file: String?
    }

    /// The first of a list.
    typealias Found = ListPage<Row>

    /// Rows on the subscriber's own page.
    static let few = ListSlice(offset: 0, limit: 4)

    static let show: @Sendable (PageCall) async throws -> PageAnswer = { call in
        let subscriber = try await SubscriberRoutes.subscriber(call)
        var page = SubscriberPages.frame(call, subscriber, here: "playback")
        guard call.dashboard.playback != nil else {
            page.content = EmptyState.html(
                .play, call.t("subscriber.no-address"), call.t("subscriber.no-address-hint"))
            return .page(page)
        }
        guard subscriber.details.status == .active, subscriber.details.expiresAt.map({ call.now < $0 }) ?? true else {
            page.content = Banner.warning("\(call.t("subscriber.plays-nothing"))")
            return .page(page)
        }
        let path = "\(SubscriberPages.path(subscriber))/playback"
        let query = ListQuery(path, call.query, filters: ["q", "kind", "term"], sorts: ["name"])
        let kind = query["kind"].flatMap(EntitlementTable.PlayableKind.init(rawValue:)) ?? .liveStreams
        let term = query["term"].flatMap(Term.init(rawValue:)) ?? .hours
        let found = try await rows(call, subscriber, kind, term, matching: query["q"], query.slice)
        var list = ListView(call: call, query: query, columns: columns, page: found)
        list.isExported = false
        list.filters = [.text("q", "subscriber.search-playable")]
        list.empty = EmptyState.html(
            .play, call.t("subscriber.nothing-playable"), call.t("subscriber.nothing-playable-hint"))
        page.content = """
            \(Tabs.html(call.t("subscriber.playable-kind"), kinds(call, path, kind, term)))
            <p class="subscriber-term soft">\(call.t(Self.title(term) + "-text")) \(other(call, path, kind, term))</p>
            \(list.html)
            """
        return .page(page)
    }

    /// Some of what a subscriber can play, each with its addresses; nil where nobody knows where players go.
    static func rows(
        _ call: PageCall, _ subscriber: Subscriber, _ kind: EntitlementTable.PlayableKind, _ term: Term,
        matching text: String?, _ slice: ListSlice
    ) async throws -> ListPage<Row> {
        guard let links = call.dashboard.playback else { return ListPage(total: 0, entries: []) }
        let token = term == .lasting ? try await call.dashboard.control.accessToken(of: subscriber.id) : nil
        let now = call.now
        return try await call.read { connection in
            let found = try connection.entitlements.playable(kind, by: subscriber.id, matching: text, slice)
            let rows = try found.entries.map { playable in
                let base =
                    try token.map {
                        let path = kind == .liveStreams ? "live" : kind == .movies ? "movie" : "series"
                        return "\(links.addresses.publicURL)/\(path)/\(subscriber.details.username)/\($0)/"
                            + number(playable.stream)
                    } ?? signed(links, playable, kind, subscriber, connection, now: now)
                return Self.row(playable, base, subscriber.details)
            }
            return ListPage(total: found.total, entries: rows)
        }
    }

    static func panel(_ call: PageCall, _ subscriber: Subscriber, _ found: Found) -> HTML {
        let path = "\(SubscriberPages.path(subscriber))/playback"
        func line(_ title: String, _ text: String?) -> HTML? {
            text.map { "<span class=\"subscriber-link\"><small>\(title)</small>\(address($0, call))</span>" }
        }
        let rows = found.entries.map { row in
            """
            <li><b>\(row.playable.name)</b>\(line(call.t("subscriber.hls"), row.hls))\
            \(line(call.t("subscriber.ts"), row.file))</li>
            """ as HTML
        }
        let content: HTML =
            rows.isEmpty
            ? "<p class=\"soft\">\(call.t("subscriber.nothing-playable"))</p>"
            : "<p class=\"soft\">\(call.t("subscriber.term-hours-text"))</p><ul class=\"subscriber-links\">\(rows)</ul>"
        return Panel.html(
            call.t("subscriber.playback"), content,
            action: Button.link(call.t("subscriber.all-playable"), path, nil, .quiet))
    }

    private static func signed(
        _ links: PlaybackLinks, _ playable: EntitlementTable.Playable, _ kind: EntitlementTable.PlayableKind,
        _ subscriber: Subscriber, _ connection: any DatabaseConnection, now: Timestamp
    ) throws -> String {
        let token: PlaybackToken.Kind =
            switch kind {
            case .liveStreams: .live
            case .movies: .movie
            case .episodes: .series
            }
        let node = try playable.stream.live.flatMap { try connection.assignments.publicURL(of: $0) }
        return links.address(
            token, stream: playable.stream.live?.rawValue ?? playable.stream.onDemand?.rawValue ?? 0,
            subscriber: subscriber.id, expiresAt: subscriber.details.expiresAt, node: node, isSecure: false, now: now)
    }

    private static func row(
        _ playable: EntitlementTable.Playable, _ base: String, _ details: SubscriberDetails
    ) -> Row {
        let hls = details.allowsHLS ? base + ".m3u8" : nil
        let file =
            playable.stream.live == nil
            ? "\(base).\(playable.fileFormat ?? "mp4")" : details.allowsTransportStream ? base + ".ts" : nil
        return Row(playable: playable, hls: hls, file: file)
    }

    private static func number(_ stream: StreamID) -> String {
        switch stream {
        case .live(let id): "\(id)"
        case .onDemand(let id): "\(id)"
        }
    }

    private static let columns: [ListColumn<Row>] = [
        ListColumn("name", "subscriber.playable-name", .primary) {
            .text($0.playable.name)
        } cell: { row, _ in
            "\(row.playable.name) <span class=\"soft\">\(detail(row.playable))</span>"
        },
        ListColumn("hls", "subscriber.hls") {
            .text($0.hls)
        } cell: { row, call in
            "\(row.hls.map { address($0, call) })"
        },
        ListColumn("file", "subscriber.ts-or-file") {
            .text($0.file)
        } cell: { row, call in
            "\(row.file.map { address($0, call) })"
        },
    ]

    /// An episode's or a channel's number.
    private static func detail(_ playable: EntitlementTable.Playable) -> String {
        playable.episode ?? playable.number.map { "\($0)" } ?? ""
    }

    private static func address(_ text: String, _ call: PageCall) -> HTML {
        "<span class=\"subscriber-address\"><code>\(text)</code>\(Button.copy(text, call))</span>"
    }

    private static func kinds(
        _ call: PageCall, _ path: String, _ here: EntitlementTable.PlayableKind, _ term: Term
    ) -> [(title: String, path: String, isHere: Bool)] {
        EntitlementTable.PlayableKind.allCases.map { kind in
            let title =
                switch kind {
                case .liveStreams: call.t("bundle.live-streams")
                case .movies: call.t("bundle.movies")
                case .episodes: call.t("subscriber.episodes")
                }
            return (title, WebPath.make(path, [("kind", kind.rawValue), ("term", term.rawValue)]), kind == here)
        }
    }

    /// The way to the addresses of the other term.
    private static func other(
        _ call: PageCall, _ path: String, _ kind: EntitlementTable.PlayableKind, _ term: Term
    ) -> HTML {
        let other: Term = term == .hours ? .lasting : .hours
        let address = WebPath.make(path, [("kind", kind.rawValue), ("term", other.rawValue)])
        return "<a href=\"\(address)\">\(call.t(title(other)))</a>"
    }

    /// A key of the catalogue.
    private static func title(_ term: Term) -> String {
        switch term {
        case .hours: "subscriber.term-hours"
        case .lasting: "subscriber.term-lasting"
        }
    }
}
