import FoundationEssentials
public import HTTPTypes
public import Hummingbird
public import NIOCore

/// An error answer: RFC 9457, `application/problem+json`. Thrown by handlers.
public struct Problem: Error, Sendable, Equatable {
    public let status: HTTPResponse.Status

    /// What programs tell errors apart by, in snake case.
    public let code: String

    /// A sentence for a person; nothing of the request's secrets, no stack, no path of this machine.
    public let detail: String?

    /// What is wrong with which member of a body or name of a query. Empty: nothing of that kind.
    public let errors: [String: [String]]

    /// Further fields, such as `Retry-After`.
    public let headers: HTTPFields

    public init(
        status: HTTPResponse.Status, code: String? = nil, detail: String? = nil, errors: [String: [String]] = [:],
        headers: HTTPFields = HTTPFields()
    ) {
        self.status = status
        self.code = code ?? Self.code(of: status)
        self.detail = detail
        self.errors = errors
        self.headers = headers
    }

    public func response() -> Response {
        var fields = headers
        fields[.contentType] = "application/problem+json"
        return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: document()))
    }

    /// The problem document in JSON.
    public func document() -> ByteBuffer {
        JSONText.encode(
            Document(
                type: "/problems/\(code)", title: status.reasonPhrase, status: status.code, code: code,
                detail: detail, errors: errors.isEmpty ? nil : errors))
    }

    /// The reason phrase in snake case: `not_found`.
    private static func code(of status: HTTPResponse.Status) -> String {
        let words = status.reasonPhrase.lowercased().split { !($0.isLetter || $0.isNumber) }
        return words.isEmpty ? "error" : words.joined(separator: "_")
    }

    private struct Document: Encodable {
        let type: String
        let title: String
        let status: Int
        let code: String
        let detail: String?
        let errors: [String: [String]]?
    }
}
