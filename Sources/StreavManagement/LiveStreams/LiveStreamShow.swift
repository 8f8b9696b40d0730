import StreavDomain
import StreavStore
import StreavWeb

/// The page of one live stream: how it is, where it comes from, what happened to it.
struct LiveStreamShow {
    struct Reading: Sendable {
        var stream: LiveStream
        var status: LiveStreamStatus?
        var server: String?
        var categories: [Category]
        var bundles: [(id: BundleID, name: String)]
        var events: [LiveStreamEventTable.Listed]
    }

    /// Bundles that are named.
    static let bundleLimit = 50
    /// Events that are shown.
    static let eventLimit = 50

    let call: PageCall
    let reading: Reading
    var preview: LiveStreamPreview?

    private var stream: LiveStream { reading.stream }
    private var path: String { LiveStreamPages.path(stream) }
    private var mayOperate: Bool { call.may(.operate, .liveStreams) }

    var page: Page {
        var page = Page(stream.details.name, section: LiveStreamList.path)
        page.subtitle = stream.details.description
        page.trail = [Page.Link(call.t("streams.title"), LiveStreamList.path)]
        page.actions = actions
        let state = LiveRegion("state", self.state)
        let now = LiveRegion("now", self.now)
        let sources = LiveRegion("sources", self.sources)
        let events = LiveRegion("events", LiveStreamHistory.html(reading.events, call))
        page.badge = "\(state.html)<span class=\"pulse\" data-pulse hidden>\(call.t("overview.updated"))</span>"
        page.regions = [state, now, sources, events]
        page.mediaOrigins = preview?.origins ?? []
        page.content = """
            <div class="columns">
            <div>\(Panel.html(call.t("stream.now"), now.html))
            \(Panel.html(call.t("stream.sources"), sources.html, isFlush: true))
            \(Panel.html(call.t("stream.history"), events.html, isFlush: true))</div>
            <div>\(preview?.html(call))
            \(Panel.html(call.t("stream.form-about"), facts))
            \(Panel.html(call.t("stream.form-delivery"), delivery))
            \(Panel.html(call.t("stream.bundles"), bundles))</div>
            </div>
            """
        return page
    }

    private var actions: [HTML] {
        var actions: [HTML] = []
        if mayOperate {
            if stream.details.isEnabled {
                actions.append(Button.post(call.t("stream.restart"), "\(path)/restart", call, icon: .refresh))
                actions.append(Button.post(call.t("stream.stop"), "\(path)/disable", call, icon: .stop))
            } else {
                actions.append(Button.post(call.t("stream.start"), "\(path)/enable", call, icon: .play, .primary))
            }
        }
        if call.may(.edit, .liveStreams) {
            actions.append(Button.link(call.t("action.edit"), "\(path)/edit", .pencil))
        }
        if call.may(.delete, .liveStreams) {
            actions.append(Button.link(call.t("action.delete"), "\(path)/delete", .trash, .danger))
        }
        return actions
    }

    private var state: HTML {
        LiveStreamFacts.badge(LiveStreamFacts.condition(stream, reading.status), call)
    }

    private var now: HTML {
        guard let status = reading.status else {
            let hint =
                !stream.details.isEnabled
                ? call.t("stream.hint-off")
                : reading.server == nil ? call.t("stream.hint-no-server") : call.t("stream.hint-unknown")
            return "<p class=\"soft\">\(hint)</p>"
        }
        let bits = status.bitsPerSecond > 0 ? Quantity.bitRate(status.bitsPerSecond) : "–"
        return Panel.facts([
            (call.t("stream.viewers"), "\(call.texts.number(status.viewers))"),
            (call.t("stream.uptime"), "\(LiveStreamFacts.uptime(status, call))"),
            (call.t("stream.bitrate"), "\(bits)"),
            (call.t("stream.codec"), "\(LiveStreamFacts.codecs(status.codecs))"),
            (call.t("stream.resolution"), "\(LiveStreamFacts.resolution(status) ?? "–")"),
            (call.t("stream.server"), "\(reading.server ?? "–")"),
        ])
    }

    // MARK: Sources

    private var sources: HTML {
        guard !stream.details.sources.isEmpty else {
            return "<p class=\"soft pad\">\(call.t("stream.no-sources"))</p>"
        }
        let rows = stream.details.sources.enumerated().map { source($1, $0) }
        return "<ol class=\"stream-inputs\">\(rows)</ol>"
    }

    private func source(_ source: LiveStreamSource, _ index: Int) -> HTML {
        let known = reading.status.flatMap { $0.sources.indices.contains(index) ? $0.sources[index] : nil }
        return """
            <li><div class="stream-input-head"><b>\(call.texts.number(index + 1))</b>\
            <code>\(LiveStreamFacts.address(source, call))</code>\
            \(known.map { LiveStreamFacts.badge($0.state, call) })</div>
            <div class="stream-input-line"><span class="soft">\(known.map { notes($0) } ?? "")</span>\
            \(mayOperate ? buttons(index, known) : "")</div></li>
            """
    }

    private func notes(_ source: LiveStreamSourceStatus) -> String {
        var notes: [String] = []
        if source.bitsPerSecond > 0 { notes.append(Quantity.bitRate(source.bitsPerSecond)) }
        if source.isDegraded { notes.append(call.t("stream.source-degraded")) }
        if source.isDivergent { notes.append(call.t("stream.source-divergent")) }
        if source.state != .active, let failure = source.lastFailure {
            notes.append(call.t("stream.source-last-failure", ["reason": LiveStreamFacts.failure(failure, call)]))
        }
        return notes.joined(separator: " · ")
    }

    private func buttons(_ index: Int, _ known: LiveStreamSourceStatus?) -> HTML {
        let fields = [(name: "source", value: "\(index)")]
        let canSwitch = stream.details.isEnabled && known != nil && known?.state != .active
        return """
            \(canSwitch
                ? Button.post(call.t("stream.switch"), "\(path)/switch", call, fields: fields, .quiet) : "")\
            \(Button.post(call.t("stream.test"), "\(path)/test", call, fields: fields, .quiet))
            """
    }

    // MARK: What it is

    private var facts: HTML {
        let details = stream.details
        let names = Dictionary(
            reading.categories.map { ($0.id, $0.details.name) }, uniquingKeysWith: { first, _ in first })
        let categories = details.categories.compactMap { id in names[id].map { (id, $0) } }.map { id, name in
            """
            <a class="badge plain" href="\(WebPath.make(LiveStreamList.path, [("category", "\(id)")]))">\(name)</a>
            """ as HTML
        }
        var flags: [HTML] = []
        if details.isRadio { flags.append(Badge.plain(call.t("stream.radio"))) }
        if details.isAdult { flags.append(Badge.plain(call.t("stream.adult"))) }
        return Panel.facts([
            (call.t("stream.number"), "\(details.number)"),
            (call.t("stream.categories"), categories.isEmpty ? none : HTML.join(categories)),
            (call.t("stream.flags"), flags.isEmpty ? none : HTML.join(flags)),
            (call.t("stream.logo"), details.logoURL.map { "\($0)" } ?? none),
            (call.t("stream.created"), Moment.html(stream.createdAt, call)),
            (call.t("stream.updated"), Moment.html(stream.updatedAt, call)),
        ])
    }

    private var delivery: HTML {
        let details = stream.details
        func seconds(_ duration: Duration) -> HTML { "\(SecondsText.write(duration)) s" }
        return Panel.facts([
            (
                call.t("stream.on-demand"),
                details.startsOnDemand
                    ? "\(call.t("value.yes")) · \(seconds(details.idleStop))" : "\(call.t("value.no"))"
            ),
            (call.t("stream.segment-target"), seconds(details.segmentTarget)),
            (call.t("stream.window"), "\(details.window)"),
            (call.t("stream.archive-days"), "\(details.archiveDays)"),
        ])
    }

    private var bundles: HTML {
        guard !reading.bundles.isEmpty else { return "<p class=\"soft\">\(call.t("stream.in-no-bundle"))</p>" }
        let names = reading.bundles.map { bundle in
            """
            <li>\(call.may(.view, .bundles)
                ? "<a href=\"/bundles/\(bundle.id.rawValue)\">\(bundle.name)</a>" : "\(bundle.name)" as HTML)</li>
            """ as HTML
        }
        return "<ul class=\"names\">\(names)</ul>"
    }

    private var none: HTML { "<span class=\"soft\">\(call.t("value.none"))</span>" }
}
