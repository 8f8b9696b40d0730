import Foundation

extension TestBrowser {
    /// A part of a form with files.
    struct Part {
        let name: String
        var fileName: String?
        let content: [UInt8]

        static func text(_ name: String, _ text: String) -> Part { Part(name: name, content: Array(text.utf8)) }

        static func file(_ name: String, _ content: [UInt8], called fileName: String = "a.png") -> Part {
            Part(name: name, fileName: fileName, content: content)
        }
    }

    static let boundary = "----streav-test-boundary"

    /// As browsers send a form with files.
    static func multipart(_ parts: [Part], boundary: String = boundary) -> [UInt8] {
        var body: [UInt8] = []
        for part in parts {
            let file = part.fileName.map { "; filename=\"\($0)\"\r\nContent-Type: image/png" } ?? ""
            body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(part.name)\"\(file)\r\n\r\n".utf8)
            body += part.content + Array("\r\n".utf8)
        }
        return body + Array("--\(boundary)--\r\n".utf8)
    }

    mutating func postParts(_ path: String, _ parts: [Part], page: String) async throws -> RawExchange.Answer {
        let token = try await token(at: page)
        return try await sendParts(path, Self.multipart([.text("csrf", token)] + parts))
    }

    mutating func sendParts(_ path: String, _ body: [UInt8], boundary: String = boundary) async throws -> RawExchange.Answer {
        var lines = [
            "POST \(path) HTTP/1.1", "Host: \(host)", "Content-Type: multipart/form-data; boundary=\(boundary)",
            "Content-Length: \(body.count)", "Accept: text/html", "Connection: close",
        ]
        if let origin { lines.append("Origin: \(origin)") }
        if let site { lines.append("Sec-Fetch-Site: \(site)") }
        lines.append("Cookie: " + cookies.map { "\($0)=\($1)" }.sorted().joined(separator: "; "))
        let head = lines.joined(separator: "\r\n") + "\r\n\r\n"
        let answer = try await RawExchange.send(Array(head.utf8) + body, port: port)
        keep(answer)
        return answer
    }
}
