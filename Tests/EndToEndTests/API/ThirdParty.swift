import Foundation

/// A client of the API as a third party writes it: it knows the published addresses, and nothing of this project.
struct ThirdParty {
    /// What came back.
    struct Answer {
        let status: Int
        let head: RawHTTPResponse
        let json: Any

        subscript(_ member: String) -> Any? { (json as? [String: Any])?[member] }

        var names: Set<String> { Set((json as? [String: Any])?.keys.map { $0 } ?? []) }

        /// The entries of a page.
        var data: [[String: Any]] { self["data"] as? [[String: Any]] ?? [] }

        /// The fields that a refusal names.
        var refused: Set<String> { Set((self["errors"] as? [String: Any])?.keys.map { $0 } ?? []) }
    }

    let base: String
    var token: String?

    func get(_ target: String) async throws -> Answer { try await send("GET", target) }

    /// JSON in chunks, with the type that is sent.
    func json(_ method: String, _ target: String, _ body: String) async throws -> Answer {
        try await send(
            method, target,
            ["Content-Type": "application/json; charset=utf-8", "Transfer-Encoding": "chunked"], body)
    }

    func form(_ body: String, basic: (id: String, secret: String)? = nil, type: String? = nil) async throws -> Answer {
        var headers = ["Accept": "application/json", "Content-Type": type ?? "application/x-www-form-urlencoded"]
        if let basic {
            headers["Authorization"] = "Basic " + Data("\(basic.id):\(basic.secret)".utf8).base64EncodedString()
        }
        return try await send("POST", "/oauth/token", headers, body)
    }

    func send(
        _ method: String, _ target: String, _ headers: [String: String] = [:], _ body: String? = nil
    ) async throws -> Answer {
        var headers = headers
        if let token { headers["Authorization"] = "Bearer \(token)" }
        let head = try await RawHTTPClient().send(
            method, base + target, headers: headers, body: body.map { Data($0.utf8) })
        let json =
            head.body.isEmpty ? NSNull() : try JSONSerialization.jsonObject(with: head.body, options: .fragmentsAllowed)
        return Answer(status: head.status, head: head, json: json)
    }
}
