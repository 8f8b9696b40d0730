import StreavDomain
import StreavStore

/// What a subscriber's form has to choose from.
struct SubscriberChoices: Sendable {
    /// The most of each; what is beyond is reached by other ways than a list.
    static let limit = 1000

    let bundles: [CatalogueQueries.Named]
    /// Everybody, for those who may see the users; for others themselves, and the present owner.
    let owners: [CatalogueQueries.Named]

    static func read(_ call: PageCall, owner: UserID? = nil) async throws -> SubscriberChoices {
        let mayAll = call.may(.view, .users)
        let own = CatalogueQueries.Named(id: call.user.id.rawValue, name: call.user.details.username)
        return try await call.read { connection in
            var owners = mayAll ? try connection.users.names(limit: limit) : [own]
            if let owner, !owners.contains(where: { $0.id == owner.rawValue }),
                let user = try connection.users.find(owner)
            {
                owners.append(CatalogueQueries.Named(id: owner.rawValue, name: user.details.username))
            }
            return SubscriberChoices(bundles: try connection.bundles.names(limit: limit), owners: owners)
        }
    }

    func bundleName(_ id: String) -> String { bundles.first { "\($0.id)" == id }?.name ?? "#\(id)" }

    func ownerName(_ id: String) -> String { owners.first { "\($0.id)" == id }?.name ?? "" }
}
