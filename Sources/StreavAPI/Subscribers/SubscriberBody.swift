import StreavDomain

/// The details of a subscriber, from a body and what there was before.
enum SubscriberBody {
    /// What an omitted member and a null mean.
    enum Meaning {
        /// Both: the default.
        case creation
        /// Both: the default, but for what a client that knows only the documented members cannot see: username and
        /// status stay.
        case replacement(of: SubscriberDetails)
        /// Omitted: as it was; null: the default (RFC 7396). The username has none and stays.
        case merge(into: SubscriberDetails)
    }

    /// - Throws: ``StreavDomain/InvalidInput`` with everything that is wrong.
    static func details(_ body: JSON, _ meaning: Meaning) throws -> SubscriberDetails {
        var reader = try BodyReader(body, shape: SubscriberShapes.body)
        var (details, nulls) = bases(meaning)
        let status = reader.integer("statusId").resolve(
            omitted: Int(details.status.rawValue), null: Int(nulls.status.rawValue))
        details.username = username(&reader, details.username)
        details.email = read(reader.text("email"), details.email)
        details.expiresAt = read(reader.moment("expiresAt"), details.expiresAt)
        details.note = read(reader.text("note"), details.note)
        details.maxConnections = reader.integer("maxConnections").resolve(
            omitted: details.maxConnections, null: nulls.maxConnections)
        details.isTrial = reader.boolean("isTrial").resolve(omitted: details.isTrial, null: nulls.isTrial)
        details.allowsHLS = reader.boolean("hls").resolve(omitted: details.allowsHLS, null: nulls.allowsHLS)
        details.allowsTransportStream = reader.boolean("mpegTs").resolve(
            omitted: details.allowsTransportStream, null: nulls.allowsTransportStream)
        details.bundles = reader.ids("bundles").resolve(omitted: details.bundles, null: [])
        details.addresses = reader.texts("ipAddresses").resolve(omitted: details.addresses, null: [])
        details.userAgents = reader.texts("userAgents").resolve(omitted: details.userAgents, null: [])
        details.countries = reader.texts("countries").resolve(omitted: details.countries, null: [])
        let known = SubscriberStatus(rawValue: Int32(status))
        reader.require(known != nil, "statusId", "must be 1, 2 or 3")
        details.status = known ?? details.status
        try check(details, reader.problems)
        return details
    }

    /// What omitted members are, and what nulls are.
    private static func bases(_ meaning: Meaning) -> (omitted: SubscriberDetails, null: SubscriberDetails) {
        let fresh = SubscriberDetails()
        switch meaning {
        case .creation: return (fresh, fresh)
        case .merge(let old): return (old, fresh)
        case .replacement(let old):
            let kept = SubscriberDetails(username: old.username, status: old.status, owner: old.owner)
            return (kept, kept)
        }
    }

    private static func username(_ reader: inout BodyReader, _ before: String) -> String {
        let username = reader.text("username").resolve(omitted: before, null: before)
        // Without a name one is generated; an empty name is a mistake.
        if username.isEmpty, case .value = reader.text("username") {
            reader.require(false, "username", "must not be empty")
        }
        return username
    }

    private static func read<Value>(_ given: Given<Value>, _ before: Value?) -> Value? {
        switch given {
        case .omitted: before
        case .null: nil
        case .value(let value): value
        }
    }

    /// Tells the mistakes of form and those against the rules together.
    private static func check(_ details: SubscriberDetails, _ problems: InvalidInput) throws {
        var problems = problems
        var named = details
        // The rules know no subscriber without a name; this one gets its own later.
        if named.username.isEmpty { named.username = "generated" }
        do throws(InvalidInput) {
            _ = try named.validated()
        } catch {
            problems.problems += error.problems
        }
        try problems.throwIfAny()
    }
}
