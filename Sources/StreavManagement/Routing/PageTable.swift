import HTTPTypes
import StreavWeb

/// Every address of the dashboard.
struct PageTable: Sendable {
    enum Match: Sendable {
        case route(PageRoute, parameters: [String: String])
        /// The path is there, the method is not; those that are.
        case otherMethods([HTTPRequest.Method])
    }

    let routes: [PageRoute]

    /// Nil when no route has the path. A HEAD is what a GET is, without the content. Of several the one with the fewest
    /// parameters goes first: `/users/new` before `/users/{id}`.
    func match(_ method: HTTPRequest.Method, _ path: [String]) -> Match? {
        var found = routes.compactMap { route in route.path.match(path).map { (route: route, parameters: $0) } }
        guard let fewest = found.map(\.parameters.count).min() else { return nil }
        found.removeAll { $0.parameters.count > fewest }
        let asked = method == .head ? HTTPRequest.Method.get : method
        if let match = found.first(where: { $0.route.method == asked }) {
            return .route(match.route, parameters: match.parameters)
        }
        return .otherMethods(found.flatMap { $0.route.method == .get ? [.get, .head] : [$0.route.method] })
    }
}
