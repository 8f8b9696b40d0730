import StreavDomain
import StreavStore
import StreavWeb

/// What happened to a live stream, the newest first.
enum LiveStreamHistory {
    static func html(_ events: [LiveStreamEventTable.Listed], _ call: PageCall) -> HTML {
        guard !events.isEmpty else { return "<p class=\"soft pad\">\(call.t("stream.no-events"))</p>" }
        let rows = events.map { entry in
            """
            <li><span>\(text(entry.event, call))\
            \(detail(entry.event, call))</span>\
            <span class="soft">\(entry.serverName.map { "\($0) · " } ?? "")\
            \(Moment.html(entry.event.occurredAt, call))</span></li>
            """ as HTML
        }
        return "<ul class=\"feed\">\(rows)</ul>"
    }

    private static func text(_ event: LiveStreamEvent, _ call: PageCall) -> String {
        let number = ["number": event.source.map { call.texts.number($0 + 1) } ?? "?"]
        return switch event.kind {
        case .started: call.t("stream.event-started")
        case .onAir: call.t("stream.event-on-air", number)
        case .switched: call.t("stream.event-switched", number)
        case .sourceFailed: call.t("stream.event-source-failed", number)
        case .degraded: call.t("stream.event-degraded", number)
        case .recovered: call.t("stream.event-recovered", number)
        case .divergent: call.t("stream.event-divergent", number)
        case .down: call.t("stream.event-down")
        case .stopped: call.t("stream.event-stopped")
        }
    }

    /// The reason in the page's language; the sentence of the node, which may name a host, for who may know it.
    private static func detail(_ event: LiveStreamEvent, _ call: PageCall) -> HTML? {
        guard event.kind == .sourceFailed, let detail = event.detail else { return nil }
        let code = String(detail.prefix { $0 != ":" })
        let reason = LiveStreamFacts.failure(code, call)
        guard call.may(.reveal, .liveStreams) else {
            return reason == code ? nil : " <span class=\"soft\">\(reason)</span>"
        }
        let sentence = detail.dropFirst(code.count).drop { $0 == ":" || $0 == " " }
        return " <span class=\"soft\">\(String(sentence.isEmpty ? detail[...] : sentence))</span>"
    }
}
