import HTTPTypes
import StreavWeb

/// Every operation of the API.
struct RouteTable: Sendable {
    enum Match: Sendable {
        case route(Route, parameters: [String: String])
        /// The path is there, the method is not; those that are.
        case otherMethods([HTTPRequest.Method])
    }

    let routes: [Route]

    /// Nil when no route has the path. A HEAD is what a GET is, without the content. A path without parameters goes
    /// before one with.
    func match(_ method: HTTPRequest.Method, _ path: [String]) -> Match? {
        var found = routes.compactMap { route in route.path.match(path).map { (route: route, parameters: $0) } }
        if found.contains(where: { $0.parameters.isEmpty }) { found.removeAll { !$0.parameters.isEmpty } }
        guard !found.isEmpty else { return nil }
        let asked = method == .head ? HTTPRequest.Method.get : method
        if let match = found.first(where: { $0.route.method == asked }) {
            return .route(match.route, parameters: match.parameters)
        }
        return .otherMethods(found.flatMap { $0.route.method == .get ? [.get, .head] : [$0.route.method] })
    }
}
