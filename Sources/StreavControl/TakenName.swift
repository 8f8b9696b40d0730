internal import StreavDomain
internal import StreavSQL

/// Names that must be unique: the database alone can say whether one is taken, and says it by a constraint's name.
enum TakenName {
    static func problem(for error: DatabaseError) -> InvalidInput? {
        guard error.code == .uniqueViolation else { return nil }
        switch error.constraint {
        case "subscribers_username_folded_key", "users_username_folded_key":
            return InvalidInput(field: "username", "is taken")
        case "bundles_name_folded_key", "categories_name_folded_key", "servers_name_folded_key",
            "genres_name_folded_key":
            return InvalidInput(field: "name", "is taken")
        case "on_demand_streams_media_key_key":
            return InvalidInput(field: "mediaKey", "is taken")
        case "oauth_applications_client_id_key":
            return InvalidInput(field: "clientId", "is taken")
        default:
            return nil
        }
    }
}
