import StreavDomain
import StreavWeb

/// What is known of a subscriber, in words.
enum SubscriberFacts {
    static func subscription(
        _ details: SubscriberDetails, _ call: PageCall, owner: String
    ) -> [(title: String, value: HTML)] {
        [
            (call.t("subscriber.email"), text(details.email, call)),
            (call.t("subscriber.expires"), SubscriberState.expiry(details.expiresAt, call)),
            (call.t("subscriber.connections"), "\(call.texts.number(details.maxConnections))"),
            (call.t("subscriber.trial"), "\(call.t(details.isTrial ? "value.yes" : "value.no"))"),
            (call.t("subscriber.owner"), text(owner.isEmpty ? nil : owner, call)),
            (call.t("subscriber.note"), "<span class=\"subscriber-note\">\(text(details.note, call))</span>"),
        ]
    }

    static func restrictions(_ details: SubscriberDetails, _ call: PageCall) -> [(title: String, value: HTML)] {
        var formats: [String] = []
        if details.allowsHLS { formats.append(call.t("subscriber.hls")) }
        if details.allowsTransportStream { formats.append(call.t("subscriber.ts")) }
        return [
            (
                call.t("subscriber.formats"),
                formats.isEmpty
                    ? "<span class=\"soft\">\(call.t("value.none"))</span>" : names(formats)
            ),
            (call.t("subscriber.countries"), list(details.countries, call)),
            (call.t("subscriber.addresses"), addresses(details.addresses, call)),
            (call.t("subscriber.agents"), list(details.userAgents, call)),
        ]
    }

    static func bundles(_ bundles: [(title: String, path: String?)], _ call: PageCall) -> HTML {
        guard !bundles.isEmpty else { return "<p class=\"soft\">\(call.t("subscriber.no-bundles"))</p>" }
        return """
            <ol class="subscriber-bundles">\(bundles.map { bundle in
                bundle.path.map { "<li><a href=\"\($0)\">\(bundle.title)</a></li>" } ?? "<li>\(bundle.title)</li>"
                    as HTML
            })</ol>
            """
    }

    private static func text(_ text: String?, _ call: PageCall) -> HTML {
        text.map { "\($0)" } ?? "<span class=\"soft\">\(call.t("value.none"))</span>"
    }

    /// Where viewers are is not for everybody.
    private static func addresses(_ entries: [String], _ call: PageCall) -> HTML {
        entries.isEmpty || call.may(.reveal, .subscribers)
            ? list(entries, call) : "\(call.count("subscriber.address-count", entries.count))"
    }

    /// An empty list allows everything.
    private static func list(_ entries: [String], _ call: PageCall) -> HTML {
        entries.isEmpty ? "<span class=\"soft\">\(call.t("subscriber.any"))</span>" : names(entries)
    }

    private static func names(_ names: [String]) -> HTML {
        "<ul class=\"names subscriber-names\">\(names.map { "<li>\($0)</li>" as HTML })</ul>"
    }
}
