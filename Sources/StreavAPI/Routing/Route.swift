import HTTPTypes
import StreavControl
import StreavDomain
import StreavSQL
import StreavWeb

/// One operation of the API: what it needs, what it reads and writes, and what it does. Requests are routed, callers
/// judged and the reference written by the same table of these.
struct Route: Sendable {
    /// What is done inside one transaction that was opened for it. What a caller sends is read before.
    enum Action: Sendable {
        /// Changes nothing.
        case read(@Sendable (APICall) throws -> @Sendable (any DatabaseConnection) throws -> JSON)
        /// Nil: there is nothing to tell afterwards.
        case write(@Sendable (APICall) throws -> @Sendable (ControlTransaction) throws -> JSON?)
    }

    /// What an answer holds.
    enum Answer: Sendable {
        case object(Shape)
        case page(of: Shape)
        case list(of: Shape)
        case nothing
    }

    let method: HTTPRequest.Method
    let path: RoutePath
    /// One of them is enough.
    let scopes: [OAuthScope]
    /// What programs call it, such as `listMovies`.
    let name: String
    /// The resource, as a heading.
    let group: String
    /// A line for people.
    let title: String
    /// More for people; empty when the title says all.
    var summary = ""
    var query: [QueryParameter] = []
    /// What the body holds; nil: there is none.
    var body: Shape?
    let answer: Answer
    let action: Action

    var isSafe: Bool { method == .get }

    /// Whether an Idempotency-Key is heeded.
    var isRepeatable: Bool { [.post, .put, .patch].contains(method) }
}
