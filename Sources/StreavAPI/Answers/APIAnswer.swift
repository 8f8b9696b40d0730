import HTTPTypes
import Hummingbird
import NIOCore

/// An answer before it is put on the wire.
struct APIAnswer: Sendable {
    var status: HTTPResponse.Status
    var headers: HTTPFields = [:]
    var body: [UInt8]

    /// 200 with a JSON value, or 204 without one.
    init(_ value: JSON?) {
        status = value == nil ? .noContent : .ok
        body = value.map { JSONWriter.bytes(of: $0) } ?? []
    }

    init(status: HTTPResponse.Status, headers: HTTPFields = [:], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    func response(contentType: String = "application/json") -> Response {
        var fields = headers
        if !body.isEmpty, fields[.contentType] == nil { fields[.contentType] = contentType }
        var response = Response(
            status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
        // Such an answer has no content, and no length of it either (RFC 9110 section 8.6).
        if status == .noContent || status == .notModified { response.headers[.contentLength] = nil }
        return response
    }
}
