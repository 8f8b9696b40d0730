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
