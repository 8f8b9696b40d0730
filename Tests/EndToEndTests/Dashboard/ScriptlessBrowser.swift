import Foundation

/// A browser without scripts: it follows links, keeps cookies, and sends forms with all that stands in them.
struct ScriptlessBrowser {
    private let base: String
    private let client = RawHTTPClient(patience: .seconds(30))
    private var cookies: [String: String] = [:]
    /// The path that it ended at, and what stands there.
    private(set) var path = "/"
    private(set) var status = 0
    private(set) var page = ""

    init(base: String) { self.base = base }

    mutating func open(_ path: String) async throws {
        try await load("GET", path, body: nil)
    }

    /// Sends the form of the page that goes to `action`: all that stands in its fields, with what is typed into some.
    mutating func submit(_ action: String, _ typed: [String: String]) async throws {
        guard let start = page.range(of: "method=\"post\" action=\"\(action)\""),
            let end = page.range(of: "</form>", range: start.upperBound..<page.endIndex)
        else { throw HarnessError("no form to \(action) at \(path): \(status)\n\(page)") }
        var form = PageForm(page[start.upperBound..<end.lowerBound])
        for (name, value) in typed.sorted(by: { $0.key < $1.key }) { try form.type(name, value) }
        let pairs = form.fields.map { "\(Self.escaped($0.name))=\(Self.escaped($0.value))" }
        try await load("POST", action, body: Data(pairs.joined(separator: "&").utf8))
    }

    /// The last part of the path.
    func id() throws -> Int {
        guard let id = Int(path.split(separator: "/").last ?? "") else {
            throw HarnessError("no id in \(path)\n\(page)")
        }
        return id
    }

    /// The addresses that links and players of the page have.
    var addresses: [String] {
        page.matches(of: /(?:href|src|data-copy)="([^"]+)"/).map { PageForm.plain(String($0.1)) }
    }

    private mutating func load(_ method: String, _ target: String, body: Data?) async throws {
        var method = method
        var target = target
        var body = body
        for _ in 0..<5 {
            var headers = ["Accept": "text/html", "Accept-Language": "en", "Connection": "close"]
            if !cookies.isEmpty { headers["Cookie"] = cookies.map { "\($0)=\($1)" }.joined(separator: "; ") }
            if body != nil {
                headers["Content-Type"] = "application/x-www-form-urlencoded"
                headers["Origin"] = base
            }
            let answer = try await client.send(method, base + target, headers: headers, body: body)
            keep(answer)
            path = target
            status = answer.status
            page = answer.text
            guard (300..<400).contains(answer.status), let next = answer["Location"] else { return }
            (method, target, body) = ("GET", next, nil)
        }
        throw HarnessError("led around in circles at \(target)")
    }

    private mutating func keep(_ answer: RawHTTPResponse) {
        for field in answer.fields where field.name.lowercased() == "set-cookie" {
            let pair = field.value.prefix { $0 != ";" }.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { continue }
            cookies[String(pair[0])] = field.value.contains("Max-Age=0") ? nil : String(pair[1])
        }
    }

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
