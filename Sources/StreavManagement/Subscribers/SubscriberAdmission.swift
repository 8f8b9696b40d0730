import HTTPTypes
import StreavDomain
import StreavSQL
import StreavStore
import StreavWeb

/// `/subscribers/{id}/admission`: why a subscriber is refused. The rules are those of the streaming nodes, by the same
/// function; what nobody has said about the viewer is not guessed.
enum SubscriberAdmission {
    /// What is asked about, as the address says.
    private struct Question: Sendable {
        var draft = FormDraft()
        var problems = InvalidInput()
        let address: IPAddress?
        let country: String?
        let moment: Timestamp
        let format: StreamFormat
        let isLive: Bool
        let stream: String?

        init(_ call: PageCall) {
            let query = call.query
            var problems = InvalidInput()
            for name in Self.names { draft[name] = query[name] ?? "" }
            address = query["address"].flatMap { IPAddress($0) }
            problems.require(query["address"] == nil || address != nil, "address", "is no IP address")
            let code = query["country"]?.uppercased()
            country = code.flatMap { CountryCode.isAssigned($0) ? $0 : nil }
            problems.require(code == nil || country != nil, "country", "must be an ISO 3166-1 code of two letters")
            let time = query["time"].map { $0.utf8.count == 16 ? $0 + ":00Z" : $0 }
            let moment = time.flatMap { DateTimeText.read($0) }
            problems.require(time == nil || moment != nil, "time", "must be a day and a time")
            self.moment = moment ?? call.now
            format = query["format"].flatMap(StreamFormat.init(rawValue:)) ?? .hls
            isLive = query["kind"] != "on-demand"
            stream = query["stream"]
            draft["format"] = format.rawValue
            draft["kind"] = isLive ? "live" : "on-demand"
            self.problems = problems
        }

        /// For the form.
        var values: [String: [String]] {
            var values: [String: [String]] = [:]
            for name in Self.names { values[name] = [draft[name]] }
            return values
        }

        private static let names = ["address", "agent", "country", "time", "format", "kind", "stream"]

        var agent: String? { draft["agent"].isEmpty ? nil : draft["agent"] }
    }

    /// What is known of the one and of what is asked for.
    private struct Facts: Sendable {
        let entitlement: SubscriberEntitlement?
        let stream: AdmissionStream?
        /// What the stream is called.
        let name: String?
    }

    private enum Verdict {
        case passed, refused, open, notApplicable
    }

    private struct Line {
        let rule: String
        let verdict: Verdict
        let text: String
    }

    static let show: @Sendable (PageCall) async throws -> PageAnswer = { call in
        let subscriber = try await SubscriberRoutes.subscriber(call)
        var question = Question(call)
        let asked = question
        let facts = try await call.read { connection in try known(subscriber.id, asked, connection) }
        question.problems.require(
            question.stream == nil || facts.stream != nil, "stream", "is the id or the name of no stream")
        var page = SubscriberPages.frame(call, subscriber, here: "admission")
        let form = FormView(
            call, "", FormDraft(question.values, problems: question.problems), isStacked: true)
        page.content = """
            <div class="columns"><div>\(Panel.html(call.t("subscriber.question"), fields(call, subscriber, form)))</div>
            <div>\(Panel.html(
                call.t("subscriber.verdicts"), verdicts(call, subscriber, asked, facts), isFlush: true))</div></div>
            """
        return .page(page, status: question.problems.problems.isEmpty ? .ok : .unprocessableContent)
    }

    private static func known(
        _ id: SubscriberID, _ question: Question, _ connection: any DatabaseConnection
    ) throws -> Facts {
        let entitlement = try connection.entitlements.find(id)
        guard let text = question.stream else { return Facts(entitlement: entitlement, stream: nil, name: nil) }
        let slice = CatalogueQueries.Slice(offset: 0, limit: 1)
        let catalogue = connection.catalogue
        if question.isLive {
            let id =
                try LiveStreamID(digits: text)
                ?? catalogue.liveStreams(name: text, category: nil, bundle: nil, order: .name, slice).entries.first
                .map { LiveStreamID($0.id) }
            guard let id else { return Facts(entitlement: entitlement, stream: nil, name: nil) }
            // A node knows those alone that are switched on.
            let found = try connection.liveStreams.find(id)
            return Facts(
                entitlement: entitlement,
                stream: AdmissionStream(id: .live(id), exists: found?.details.isEnabled ?? false),
                name: found?.details.name)
        }
        let id =
            try OnDemandStreamID(digits: text)
            ?? catalogue.onDemandStreams(name: text, order: .name, slice).entries.first.map { OnDemandStreamID($0.id) }
        guard let id else { return Facts(entitlement: entitlement, stream: nil, name: nil) }
        let found = try catalogue.onDemandStream(id)
        return Facts(
            entitlement: entitlement, stream: AdmissionStream(id: .onDemand(id), exists: found != nil),
            name: found?.name)
    }

    private static func fields(_ call: PageCall, _ subscriber: Subscriber, _ form: FormView) -> HTML {
        let formats: [(value: String, title: String)] = [
            ("hls", call.t("subscriber.hls")), ("mpegts", call.t("subscriber.ts")),
            ("progressive", call.t("subscriber.file")),
        ]
        let kinds: [(value: String, title: String)] = [
            ("live", call.t("subscriber.kind-live")), ("on-demand", call.t("subscriber.kind-on-demand")),
        ]
        return """
            <form class="form stacked" method="get" action="\(SubscriberPages.path(subscriber))/admission">
            \(form.text("address", "subscriber.asked-address", placeholder: "203.0.113.7"))
            \(form.text("agent", "subscriber.asked-agent", placeholder: "VLC/3.0"))
            \(form.text("country", "subscriber.asked-country", hint: "subscriber.asked-country-hint"))
            \(form.text("time", "subscriber.asked-time", hint: "subscriber.asked-time-hint", type: "datetime-local"))
            \(form.select("format", "subscriber.asked-format", formats))
            \(form.select("kind", "subscriber.asked-kind", kinds))
            \(form.text("stream", "subscriber.asked-stream", hint: "subscriber.asked-stream-hint"))
            \(form.submit("subscriber.ask"))
            </form>
            """
    }

    // MARK: The answer

    private static func verdicts(
        _ call: PageCall, _ subscriber: Subscriber, _ question: Question, _ facts: Facts
    ) -> HTML {
        let request = AdmissionRequest(
            proof: .verified, purpose: .stream(question.format), address: question.address,
            userAgent: question.agent ?? "", country: question.country.map { .known($0) } ?? .unknown,
            now: question.moment)
        let judged = Admission.verdicts(request, subscriber: facts.entitlement, stream: facts.stream)
        var lines = judged.map { line($0, question, facts, call) }
        lines.append(
            Line(
                rule: call.t("subscriber.rule-connections"), verdict: .open,
                text: call.count("subscriber.why-connections", subscriber.details.maxConnections)))
        let refusal = zip(judged, lines).first { $0.1.verdict == .refused }?.0
        let isOpen = lines.dropLast().contains { $0.verdict == .open }
        let rows = lines.map { line in
            """
            <tr><td class="primary" data-label="\(call.t("subscriber.rule"))">\(line.rule)</td>\
            <td data-label="\(call.t("subscriber.verdict"))">\(badge(line.verdict, call))</td>\
            <td data-label="\(call.t("subscriber.why"))">\(line.text)</td></tr>
            """ as HTML
        }
        return """
            <div class="subscriber-answer">\(answer(refusal, isOpen: isOpen, facts, call))</div>
            <table class="table"><thead><tr><th scope="col">\(call.t("subscriber.rule"))</th>\
            <th scope="col">\(call.t("subscriber.verdict"))</th><th scope="col">\(call.t("subscriber.why"))</th></tr>\
            </thead><tbody>\(rows)</tbody></table>
            """
    }

    private static func answer(
        _ refusal: AdmissionVerdict?, isOpen: Bool, _ facts: Facts, _ call: PageCall
    ) -> HTML {
        let name: HTML? = facts.name.map { "<p class=\"soft\">\(call.t("subscriber.asked-for", ["name": $0]))</p>" }
        if case .refused(let code) = refusal?.outcome {
            return """
                \(Banner.failure(call.t("subscriber.refused")))
                <p><code>\(code.rawValue)</code> <span class="soft">HTTP \(code.status)</span></p>
                <p class="soft">\(call.t("subscriber.told")) <span lang="en" dir="ltr">\(code.sentence)</span></p>
                \(name)
                """
        }
        return """
            \(Banner.info("\(call.t(isOpen ? "subscriber.depends" : "subscriber.admitted"))"))
            \(name)
            """
    }

    private static func badge(_ verdict: Verdict, _ call: PageCall) -> HTML {
        switch verdict {
        case .passed: Badge.html(call.t("subscriber.verdict-passed"), .good)
        case .refused: Badge.html(call.t("subscriber.verdict-refused"), .bad)
        case .open: Badge.html(call.t("subscriber.verdict-open"), .wait)
        case .notApplicable: Badge.html(call.t("subscriber.verdict-none"), .rest)
        }
    }

    /// A rule that refuses only because nobody has said something is open.
    private static func line(
        _ verdict: AdmissionVerdict, _ question: Question, _ facts: Facts, _ call: PageCall
    ) -> Line {
        let (rule, missing) = words(verdict.rule, question)
        switch verdict.outcome {
        case .notApplicable:
            return Line(rule: call.t(rule), verdict: .notApplicable, text: call.t("subscriber.why-none"))
        case .refused where missing != nil:
            return Line(rule: call.t(rule), verdict: .open, text: call.t(missing ?? ""))
        case .refused(let code):
            return Line(rule: call.t(rule), verdict: .refused, text: call.t(reason(code)))
        case .passed:
            let isAny = isAny(verdict.rule, facts.entitlement)
            return Line(
                rule: call.t(rule), verdict: .passed,
                text: call.t(isAny ? "subscriber.why-any" : "subscriber.why-passed"))
        }
    }

    /// Keys of the catalogue: the rule, and what is to be said where it cannot be judged without more.
    private static func words(_ rule: AdmissionRule, _ question: Question) -> (rule: String, missing: String?) {
        switch rule {
        case .credentials: ("subscriber.rule-credentials", nil)
        case .status: ("subscriber.rule-status", nil)
        case .expiry: ("subscriber.rule-expiry", nil)
        case .address: ("subscriber.rule-address", question.address == nil ? "subscriber.needs-address" : nil)
        case .userAgent: ("subscriber.rule-agent", question.agent == nil ? "subscriber.needs-agent" : nil)
        case .country: ("subscriber.rule-country", question.country == nil ? "subscriber.needs-country" : nil)
        case .format: ("subscriber.rule-format", nil)
        case .streamExists: ("subscriber.rule-stream", nil)
        case .bundle: ("subscriber.rule-bundle", nil)
        }
    }

    private static func isAny(_ rule: AdmissionRule, _ entitlement: SubscriberEntitlement?) -> Bool {
        guard let entitlement else { return false }
        switch rule {
        case .expiry: return entitlement.expiresAt == nil
        case .address: return entitlement.networks.isEmpty
        case .userAgent: return entitlement.userAgents.isEmpty
        case .country: return entitlement.countries.isEmpty
        default: return false
        }
    }

    /// A key of the catalogue.
    private static func reason(_ code: DenialCode) -> String {
        switch code {
        case .subscriberDisabled: "subscriber.why-disabled"
        case .subscriberBanned: "subscriber.why-banned"
        case .subscriberExpired: "subscriber.why-expired"
        case .addressNotAllowed: "subscriber.why-address"
        case .userAgentNotAllowed: "subscriber.why-agent"
        case .countryNotAllowed: "subscriber.why-country"
        case .formatNotAllowed: "subscriber.why-format"
        case .streamNotFound: "subscriber.why-stream"
        case .streamNotInBundle: "subscriber.why-bundle"
        default: "subscriber.why-other"
        }
    }
}
