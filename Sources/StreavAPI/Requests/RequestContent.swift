import HTTPTypes
import Hummingbird
import NIOCore
import StreavWeb

/// Reads the content of a request, with or without a length told beforehand.
enum RequestContent {
    /// The largest JSON body, in bytes.
    static let limit = 1024 * 1024

    /// - Throws: A problem, 413, beyond `limit` bytes.
    static func read(_ request: Request, limit: Int) async throws -> [UInt8] {
        let tooLarge = APIProblem.of(.contentTooLarge, detail: "A body here has at most \(limit) bytes.")
        if let length = request.headers[.contentLength].flatMap(Int.init), length > limit { throw tooLarge }
        var bytes: [UInt8] = []
        for try await part in request.body {
            guard bytes.count + part.readableBytes <= limit else { throw tooLarge }
            bytes.append(contentsOf: part.readableBytesView)
        }
        return bytes
    }

    /// The media type alone, in lower case; nil without one.
    static func mediaType(_ headers: HTTPFields) -> String? {
        headers[.contentType].map { trimmed($0.prefix { $0 != ";" }).lowercased() }
    }

    /// Whether the content is plain JSON in UTF-8, as far as the fields say.
    static func isJSON(_ headers: HTTPFields) -> Bool {
        guard let field = headers[.contentType], mediaType(headers) == "application/json",
            headers[.contentEncoding].map({ $0.lowercased() == "identity" }) ?? true
        else { return false }
        return field.split(separator: ";").dropFirst().allSatisfy { parameter in
            let halves = parameter.split(separator: "=", maxSplits: 1).map { trimmed($0).lowercased() }
            guard halves.first == "charset" else { return true }
            return halves.count == 2 && ["utf-8", "\"utf-8\"", "utf8"].contains(halves[1])
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
