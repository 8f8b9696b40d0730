import HTTPTypes
import StreavDomain
import StreavWeb

/// What a problem means: the page that its `type` leads to.
struct ProblemPage {
    let code: String
    let status: Int
    let explanation: String

    /// By code: the problems of the API, and the refusals of subscribers.
    static var all: [String: ProblemPage] {
        let own = ProblemKind.allCases.map {
            ProblemPage(code: $0.rawValue, status: $0.status.code, explanation: $0.explanation)
        }
        let denials = DenialCode.allCases.map {
            ProblemPage(code: $0.rawValue, status: $0.status, explanation: $0.sentence)
        }
        return Dictionary((own + denials).map { ($0.code, $0) }) { first, _ in first }
    }

    var html: HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(code) · Streav API</title>
        <link rel="stylesheet" href="/docs/style.css">
        </head>
        <body>
        <main>
        <p><a href="/docs">Streav API</a></p>
        <h1><code>\(code)</code></h1>
        <p>Status \(status)</p>
        <p>\(explanation)</p>
        </main>
        </body>
        </html>
        """
    }
}
