import Foundation

/// A browser as far as forms and cookies go, which keeps what it is given and sends it back.
struct TestBrowser: Sendable {
    struct Failure: Error {
        let message: String
    }

    let port: Int
    var host = "localhost"
    var cookies: [String: String] = [:]
    /// Sent with every form, as browsers do.
    var origin: String? = "http://localhost"
    var site: String? = "same-origin"
    var contentType = "application/x-www-form-urlencoded"
    var headers: [String] = []

    mutating func get(_ path: String) async throws -> RawExchange.Answer {
        let answer = try await RawExchange.get(path, port: port, host: host, headers: sent + ["Accept: text/html"])
        keep(answer)
        return answer
    }

    /// - Parameter token: Nil: the one that the page at `page`, or at the path itself, has.
    mutating func post(
        _ path: String, _ fields: [(String, String)], token: String? = nil, page: String? = nil
    ) async throws -> RawExchange.Answer {
        var all = fields
        if let token {
            all.append(("csrf", token))
        } else {
            all.append(("csrf", try await self.token(at: page ?? path)))
        }
        return try await send(path, Self.encoded(all))
    }

    mutating func send(_ path: String, _ body: String) async throws -> RawExchange.Answer {
        var lines = ["POST \(path) HTTP/1.1", "Host: \(host)", "Content-Type: \(contentType)"]
        lines.append("Content-Length: \(body.utf8.count)")
        if let origin { lines.append("Origin: \(origin)") }
        if let site { lines.append("Sec-Fetch-Site: \(site)") }
        lines += sent + ["Accept: text/html", "Connection: close", "", body]
        let answer = try await RawExchange.send(lines.joined(separator: "\r\n"), port: port)
        keep(answer)
        return answer
    }

    mutating func token(at path: String) async throws -> String {
        let page = try await get(path)
        guard let match = page.body.firstMatch(of: /name="csrf" value="([^"]+)"/) else {
            throw Failure(message: "no form at \(path): \(page.status)")
        }
        return String(match.1)
    }

    mutating func signIn(_ username: String, _ password: String) async throws {
        let answer = try await post("/sign-in", [("username", username), ("password", password)])
        guard answer.status == 303, cookies["streav-session"] != nil else {
            throw Failure(message: "\(username) could not sign in: \(answer.status)")
        }
    }

    private var sent: [String] {
        var lines = headers
        if !cookies.isEmpty {
            lines.append("Cookie: " + cookies.map { "\($0)=\($1)" }.sorted().joined(separator: "; "))
        }
        return lines
    }

    mutating func keep(_ answer: RawExchange.Answer) {
        for cookie in answer.cookies {
            let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { continue }
            cookies[String(pair[0])] = cookie.contains("Max-Age=0") ? nil : String(pair[1])
        }
    }

    static func encoded(_ fields: [(String, String)]) -> String {
        fields.map { "\(escaped($0))=\(escaped($1))" }.joined(separator: "&")
    }

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
