internal import StreavSQL

extension UserTable {
    /// The ids and usernames of all users by name, at most `limit`: what can be chosen from.
    public func names(limit: Int) throws -> [CatalogueQueries.Named] {
        try connection.fetch(
            "SELECT id, username AS name FROM users ORDER BY username_folded LIMIT \(limit)", CatalogueQueries.named)
    }
}
