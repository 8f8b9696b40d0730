import HTTPTypes
import StreavDomain
import StreavWeb

/// The reference for people: one page, written from the same table as everything else.
struct ReferencePage {
    let table: RouteTable

    var html: HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Streav API</title>
        <link rel="stylesheet" href="/docs/style.css">
        </head>
        <body>
        <a class="skip" href="#content">Skip to the content</a>
        <nav aria-label="Contents">
        <p class="brand">Streav API</p>
        <ul>
        <li><a href="#start">Getting started</a></li>
        <li><a href="#rules">Rules for everything</a></li>
        \(HTML.join(groups.map { Self.entry($0) }))
        <li><a href="#objects">Objects</a></li>
        <li><a href="#problems">Problems</a></li>
        </ul>
        </nav>
        <main id="content">
        <h1>Streav API</h1>
        <p>Subscribers, the catalogue and addresses to play, for third parties. Programs read
        <a href="/openapi.json">openapi.json</a>.</p>
        \(Self.start)
        \(Self.rules)
        \(HTML.join(groups.map(section)))
        \(objects)
        \(Self.problems)
        </main>
        </body>
        </html>
        """
    }

    private var groups: [String] { OpenAPIDocument.groups(table.routes) }

    private static func entry(_ group: String) -> HTML {
        "<li><a href=\"#\(anchor(group))\">\(group)</a></li>"
    }

    private static func anchor(_ text: String) -> String {
        text.lowercased().split { !$0.isLetter }.joined(separator: "-")
    }

    private static var start: HTML {
        """
        <section id="start">
        <h2>Getting started</h2>
        <p>An administrator makes an OAuth application in the dashboard and gives you its client id and secret. With
        them you get an access token, which is good for an hour:</p>
        <pre><code>curl -u CLIENT_ID:CLIENT_SECRET -d grant_type=client_credentials -d scope=api.movie.read \\
            https://HOST/oauth/token</code></pre>
        <p>The token goes with every request:</p>
        <pre><code>curl -H 'Authorization: Bearer TOKEN' 'https://HOST/v1/movies?sortBy=releaseDate_desc'</code></pre>
        <p>On a 401 get another token and repeat the request: nothing was done. <code>POST /oauth/revoke</code> ends a
        token before its time.</p>
        <h3>Scopes</h3>
        <table>
        <thead><tr><th scope="col">Scope</th><th scope="col">Allows</th></tr></thead>
        <tbody>
        \(HTML.join(OAuthScope.allCases.map {
            "<tr><td><code>\($0.rawValue)</code></td><td>\($0.summary)</td></tr>"
        }))
        </tbody>
        </table>
        </section>
        """
    }

    private static let rules: HTML = """
        <section id="rules">
        <h2>Rules for everything</h2>
        <ul>
        <li>Bodies are JSON in UTF-8, at most 1 MiB. A member that is not listed here is refused by name. A value that
        is not set is null, never missing.</li>
        <li>Names in the query are matched ignoring case. An empty value is none.</li>
        <li>Moments are read as ISO 8601 with a zone, or as a date, which is midnight in UTC; they are written as
        <code>2024-03-20T16:28:54.442Z</code>.</li>
        <li>Lists come in pages: <code>{"page":1,"totalPages":3,"total":61,"data":[…]}</code>. A page past the end is
        empty. A page has 25 entries unless <code>pageSize</code> says otherwise, and never more than 100.</li>
        <li>A GET has an <code>ETag</code>; with it in <code>If-None-Match</code> the answer is 304 while nothing has
        changed.</li>
        <li>A POST, PUT or PATCH with an <code>Idempotency-Key</code> is done once in a day, however often it is sent;
        the first answer is given again.</li>
        <li>Each application may make 100 requests a second in the long run. On 429 and 503, <code>Retry-After</code>
        says how many seconds to wait.</li>
        </ul>
        </section>
        """

    private func section(_ group: String) -> HTML {
        """
        <section id="\(Self.anchor(group))">
        <h2>\(group)</h2>
        \(HTML.join(table.routes.filter { $0.group == group }.map(OperationCard.html)))
        </section>
        """
    }

    private var objects: HTML {
        var shapes: [Shape] = []
        for route in table.routes {
            for shape in (route.body?.all ?? []) + (route.answer.shape?.all ?? [])
            where !shapes.contains(where: { $0.name == shape.name }) {
                shapes.append(shape)
            }
        }
        return """
            <section id="objects">
            <h2>Objects</h2>
            \(HTML.join(shapes.sorted { $0.name < $1.name }.map(ShapeTable.html)))
            </section>
            """
    }

    private static var problems: HTML {
        """
        <section id="problems">
        <h2>Problems</h2>
        <p>Everything but success is a problem document, RFC 9457, of the type <code>application/problem+json</code>.
        Its <code>code</code> is for programs; <code>errors</code> name what is wrong with a body or a query.</p>
        <table>
        <thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Meaning</th></tr></thead>
        <tbody>
        \(HTML.join(ProblemPage.all.values.sorted { ($0.status, $0.code) < ($1.status, $1.code) }.map { page in
            """
            <tr><td><a href="/problems/\(page.code)"><code>\(page.code)</code></a></td><td>\(page.status)</td>\
            <td>\(page.explanation)</td></tr>
            """
        }))
        </tbody>
        </table>
        </section>
        """
    }
}
