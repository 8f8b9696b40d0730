import StreavDomain
import StreavWeb

/// The form of a subscriber: what is typed into it, and what that says.
enum SubscriberForm {
    /// The parts, in the order of the wizard.
    enum Part: Int, CaseIterable, Sendable {
        case general
        case bundles
        case restrictions

        /// The fields of the part.
        var names: [String] {
            switch self {
            case .general:
                [
                    "username", "email", "status", "expires", "unlimited", "connections", "trial", "owner", "note",
                ]
            case .bundles: ["bundles", "places", "remove"]
            case .restrictions: ["hls", "ts", "countries", "addresses", "agents"]
            }
        }
    }

    static let fields: [FormShape.Field] =
        [
            .text("username", limit: 256), .text("email"), .text("status", limit: 16), .text("expires", limit: 40),
            .text("unlimited", limit: 8), .text("connections", limit: 20), .text("trial", limit: 8),
            .text("owner", limit: 20), .area("note"), .text("hls", limit: 8), .text("ts", limit: 8),
            .area("countries", limit: 4096), .area("addresses"), .area("agents", limit: 32 * 1024),
            .text("bundle", limit: 20), .text("go", limit: 16),
        ] + PlaceList.fields("bundles", count: 2 * SubscriberDetails.listLimit)

    /// What it shows of a subscriber who is there, or of a new one.
    static func draft(_ details: SubscriberDetails, revision: Int64? = nil) -> FormDraft {
        var draft = FormDraft()
        draft["username"] = details.username
        draft["email"] = details.email ?? ""
        draft["status"] = SubscriberState.value(details.status)
        draft["expires"] = details.expiresAt.map { String(DateTimeText.write($0).prefix(16)) } ?? ""
        draft["unlimited"] = details.expiresAt == nil ? "on" : ""
        draft["connections"] = "\(details.maxConnections)"
        draft["trial"] = details.isTrial ? "on" : ""
        draft["owner"] = details.owner.map { "\($0)" } ?? ""
        draft["note"] = details.note ?? ""
        draft.set("bundles", details.bundles.map { "\($0)" })
        draft["hls"] = details.allowsHLS ? "on" : ""
        draft["ts"] = details.allowsTransportStream ? "on" : ""
        draft["countries"] = details.countries.joined(separator: " ")
        draft["addresses"] = details.addresses.joined(separator: "\n")
        draft["agents"] = details.userAgents.joined(separator: "\n")
        if let revision { draft["revision"] = "\(revision)" }
        return draft
    }

    /// What was sent, with the bundles in their new order and with the one that was added.
    static func draft(_ form: FormValues) -> FormDraft {
        var problems = InvalidInput()
        var ids = form.all("bundles")
        do throws(InvalidInput) {
            let sent = try PlaceList.read(form, "bundles")
            var list = sent.ids
            for move in sent.moves { list = OrderedIDs.moving([move.id], to: move.place, in: list) }
            ids = list.map { "\($0)" }
        } catch {
            problems = error
        }
        if form.text("go") == "add", let bundle = BundleID(digits: form.text("bundle")), !ids.contains("\(bundle)") {
            ids.append("\(bundle)")
        }
        var draft = form.draft(problems)
        draft.set("bundles", ids)
        return draft
    }

    /// What the fields say; what is wrong with them goes to `problems`.
    static func details(
        _ draft: FormDraft, base: SubscriberDetails, owners: [String], _ problems: inout InvalidInput
    ) -> SubscriberDetails {
        var details = base
        details.username = line(draft["username"])
        details.email = optional(draft["email"])
        if let status = SubscriberState.status(draft["status"]) { details.status = status }
        details.expiresAt = expiry(draft, base, &problems)
        let connections = Int(line(draft["connections"]))
        problems.require(connections != nil, "connections", "must be a number from 1 to 10000")
        details.maxConnections = connections ?? base.maxConnections
        details.isTrial = !draft["trial"].isEmpty
        let owner = draft["owner"]
        problems.require(owner.isEmpty || owners.contains(owner), "owner", "must be chosen from the list")
        details.owner = UserID(digits: owner)
        details.note = optional(draft["note"])
        details.bundles = draft.all("bundles").compactMap { BundleID(digits: $0) }
        details.allowsHLS = !draft["hls"].isEmpty
        details.allowsTransportStream = !draft["ts"].isEmpty
        details.countries = words(draft["countries"])
        details.addresses = words(draft["addresses"])
        details.userAgents = lines(draft["agents"])
        return details
    }

    /// The problems by the names of the form's fields.
    static func shown(_ problems: InvalidInput) -> InvalidInput {
        let names = [
            "maxConnections": "connections", "expiresAt": "expires", "ipAddresses": "addresses",
            "userAgents": "agents",
        ]
        return InvalidInput(
            problems.problems.map { problem in
                let stem = String(problem.field.prefix { $0 != "[" })
                let field = (names[stem] ?? stem) + problem.field.dropFirst(stem.count)
                return InvalidInput.Problem(field: field, message: problem.message)
            })
    }

    /// The problems of one part.
    static func problems(_ problems: InvalidInput, of part: Part) -> InvalidInput {
        InvalidInput(
            problems.problems.filter { problem in
                part.names.contains(String(problem.field.prefix { $0 != "[" }))
            })
    }

    /// The field has minutes and no zone: it means UTC, as the whole dashboard does. Whoever changes nothing of it
    /// keeps the seconds.
    private static func expiry(
        _ draft: FormDraft, _ base: SubscriberDetails, _ problems: inout InvalidInput
    ) -> Timestamp? {
        guard draft["unlimited"].isEmpty else { return nil }
        let text = line(draft["expires"])
        if let old = base.expiresAt, DateTimeText.write(old).hasPrefix(text), text.utf8.count == 16 { return old }
        let joined = text.map { $0 == " " ? "T" : String($0) }.joined()
        let moment: Timestamp? =
            switch joined.utf8.count {
            case 10: DateTimeText.read(joined)
            case 16: DateTimeText.read(joined + ":00Z")
            case 19: DateTimeText.read(joined + "Z")
            default: nil
            }
        problems.require(moment != nil, "expires", "must be a day, or a day and a time, unless it is unlimited")
        return moment
    }

    private static func line(_ text: String) -> String {
        var rest = text[...]
        while rest.first?.isWhitespace ?? false { rest.removeFirst() }
        while rest.last?.isWhitespace ?? false { rest.removeLast() }
        return String(rest)
    }

    static func optional(_ text: String) -> String? {
        let line = line(text)
        return line.isEmpty ? nil : line
    }

    private static func words(_ text: String) -> [String] {
        text.split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init)
    }

    private static func lines(_ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).map { line(String($0)) }.filter { !$0.isEmpty }
    }
}
