internal import StreavDomain
internal import StreavSQL
internal import StreavStore

extension Reference {
    /// By username, or by id.
    static func user(_ text: String, _ connection: any DatabaseConnection) throws -> User {
        if let found = try connection.users.find(username: text) { return found }
        if let id: UserID = id(text), let found = try connection.users.find(id) { return found }
        throw missing("user", text)
    }
}
