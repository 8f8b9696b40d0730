import HTTPTypes
import StreavControl
import StreavDomain
import StreavSQL
import StreavWeb

/// A request that may do what it asks for, and what a page needs to answer it.
struct PageCall: Sendable {
    let dashboard: Dashboard
    /// Nil for whoever has not signed in.
    let session: UserSession?
    /// The values of the path's parameters, decoded.
    let parameters: [String: String]
    let query: QueryValues
    let texts: Texts
    let theme: Theme
    /// Path and query, as asked for.
    let target: String
    let request: HTTPRequest
    let origin: SignInOrigin
    /// The request comes from this very machine.
    let isLocal: Bool
    /// What the forms of this visitor carry.
    let formToken: String
    let now: Timestamp
    /// What the page before has to say.
    var notice: Notice?
    /// Those of the user, of the page asked for where that is a list.
    var savedViews: [SavedView] = []
    /// What the browser is to be known by until somebody signs in; nil when it has that, or a session.
    var newVisitor: String?

    /// The user. Only for routes that need a session.
    var user: User {
        guard let session else { preconditionFailure("a page for everybody has no user") }
        return session.user
    }

    var signedIn: UserSession {
        guard let session else { preconditionFailure("a page for everybody has no session") }
        return session
    }

    /// Who is noted in the activity log.
    var actor: Actor {
        Actor(kind: .user, id: user.id.rawValue, name: user.details.username, address: origin.address)
    }

    func may(_ action: Permission.Action, _ resource: Permission.Resource) -> Bool {
        session?.user.details.role.allows(action, resource) ?? false
    }

    func may(_ permission: Permission) -> Bool { may(permission.action, permission.resource) }

    /// An id in the path.
    ///
    /// - Throws: ``PageFault/notFound`` for what is none.
    func id<Entity>(_ name: String = "id", of type: Entity.Type = Entity.self) throws -> Identifier<Entity> {
        guard let text = parameters[name], let id = Identifier<Entity>(digits: text) else { throw PageFault.notFound }
        return id
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await dashboard.control.database.read(body)
    }

    /// Does something in one transaction, in the user's name.
    @discardableResult
    func perform<Result: Sendable>(
        _ body: @escaping @Sendable (ControlTransaction) throws -> Result
    ) async throws -> Result {
        try await dashboard.control.perform(as: actor, body)
    }

    // MARK: Texts

    /// A text of the page's language.
    func t(_ key: String) -> String { texts[key] }

    /// With values in its places: `{name}`.
    func t(_ key: String, _ values: [String: String]) -> String { texts[key, values] }

    /// A number of things: `key.one`, `key.other` and whatever else the language has.
    func count(_ key: String, _ number: Int) -> String { texts.count(key, number) }
}
