import HTTPTypes
import StreavDomain
import StreavWeb

/// One operation in the reference for people.
enum OperationCard {
    static func html(_ route: Route) -> HTML {
        """
        <article id="\(route.name)">
        <h3>\(route.title)</h3>
        <p class="request"><span class="method">\(route.method.rawValue)</span> <code>\(route.path.text)</code></p>
        \(route.summary.isEmpty ? "" : "<p>\(route.summary)</p>")
        <p class="scopes">Scope: \(scopes(route.scopes))</p>
        \(query(route.query))
        \(body(route.body))
        <p>Answer: \(answer(route.answer))</p>
        \(example(route))
        <details>
        <summary>Other answers</summary>
        <table>
        <thead><tr><th scope="col">Status</th><th scope="col">When</th></tr></thead>
        <tbody>
        \(HTML.join(route.refusals.map { "<tr><td>\($0.status)</td><td>\($0.when)</td></tr>" }))
        </tbody>
        </table>
        </details>
        </article>
        """
    }

    private static func scopes(_ scopes: [OAuthScope]) -> HTML {
        let pieces: [HTML] = scopes.enumerated().map { index, scope in
            index == 0 ? "<code>\(scope.rawValue)</code>" : " or <code>\(scope.rawValue)</code>"
        }
        return HTML.join(pieces)
    }

    private static func query(_ parameters: [QueryParameter]) -> HTML {
        guard !parameters.isEmpty else { return "" }
        let rows: [HTML] = parameters.map { parameter in
            """
            <tr><td><code>\(parameter.name)</code></td><td>\(parameter.type.words)</td>\
            <td>\(parameter.summary)</td></tr>
            """
        }
        return """
            <table>
            <thead><tr><th scope="col">Query</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
            <tbody>
            \(HTML.join(rows))
            </tbody>
            </table>
            """
    }

    private static func body(_ shape: Shape?) -> HTML {
        guard let shape else { return "" }
        return """
            <p>Body: <a href="#\(shape.name)"><code>\(shape.name)</code></a></p>
            <pre><code>\(PrettyJSON.text(shape.example))</code></pre>
            """
    }

    private static func answer(_ answer: Route.Answer) -> HTML {
        guard let shape = answer.shape else { return "204, \(answer.words)" }
        return "200, <a href=\"#\(shape.name)\">\(answer.words)</a>"
    }

    private static func example(_ route: Route) -> HTML {
        guard let example = route.answer.example else { return "" }
        return "<pre><code>\(PrettyJSON.text(example))</code></pre>"
    }
}
