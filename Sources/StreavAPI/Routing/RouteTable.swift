import HTTPTypes

/// Every operation of the API.
struct RouteTable: Sendable {
    enum Match: Sendable {
        case route(Route, parameters: [String: String])
        /// The path is there, the method is not; those that are.
        case otherMethods([HTTPRequest.Method])
    }

    let routes: [Route]

    /// Nil when no route has the path. A HEAD is what a GET is, without the content.
    func match(_ method: HTTPRequest.Method, _ path: [String]) -> Match? {
        let asked = method == .head ? HTTPRequest.Method.get : method
        var others: [HTTPRequest.Method] = []
        for route in routes {
            guard let parameters = route.path.match(path) else { continue }
            if route.method == asked { return .route(route, parameters: parameters) }
            others.append(route.method)
            if route.method == .get { others.append(.head) }
        }
        return others.isEmpty ? nil : .otherMethods(others)
    }
}
