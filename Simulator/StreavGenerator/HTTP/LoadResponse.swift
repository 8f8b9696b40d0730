import FoundationEssentials
import NIOCore
import NIOHTTP1
import StreavPorts

/// What came back, and when.
struct LoadResponse: Sendable {
    var status: Int
    var headers: HTTPHeaders
    /// Where it was to be kept.
    var body: ByteBuffer?
    /// Of the body, without its framing.
    var bytes: Int
    var timing: LoadTiming
}

extension LoadResponse {
    /// Why it was refused, in a word for programs; nil where the answer does not say so (RFC 9457).
    var code: String? {
        guard status >= 400, let body,
            let problem = try? JSONDecoder().decode(Problem.self, from: Data(body.readableBytesView))
        else { return nil }
        return problem.code
    }

    private struct Problem: Decodable {
        let code: String
    }

    /// When the server wants to be asked again, where it says so: ten minutes at most.
    var retryAfter: Duration? {
        headers.first(name: "Retry-After").flatMap { Int64($0) }.map { .seconds(min(max($0, 0), 600)) }
    }
}
