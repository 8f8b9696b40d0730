internal import ArgumentParser
internal import StreavDomain
internal import StreavSQL

/// What can be said of a subscriber, new or not.
struct SubscriberOptions: ParsableArguments {
    @Option(help: "An e-mail address; '' takes it away.")
    var email: String?

    @Option(help: "When it ends: 2027-12-31, 2027-12-31T18:00:00Z, or never.")
    var expires: String?

    @Option(help: "Connections at a time, 1 to 10000.")
    var maxConnections: Int?

    @Option(name: .customLong("bundle"), help: "What may be watched, by name or id; may be repeated.")
    var bundles: [String] = []

    @Option(help: "A note; '' takes it away.")
    var note: String?

    @Option(name: .customLong("country"), help: "Where it may be watched, of two letters; may be repeated.")
    var countries: [String] = []

    @Option(name: .customLong("ip"), help: "An address or a network that it may be watched from; may be repeated.")
    var addresses: [String] = []

    /// What was said, over what was there.
    func changed(_ old: SubscriberDetails, _ connection: any DatabaseConnection) throws -> SubscriberDetails {
        var details = old
        if let email { details.email = email.isEmpty ? nil : email }
        if let expires { details.expiresAt = try MomentText.expiry(expires) }
        if let maxConnections { details.maxConnections = maxConnections }
        if let note { details.note = note.isEmpty ? nil : note }
        if !bundles.isEmpty { details.bundles = try bundles.map { try Reference.bundle($0, connection).id } }
        if !countries.isEmpty { details.countries = countries }
        if !addresses.isEmpty { details.addresses = addresses }
        return details
    }
}
