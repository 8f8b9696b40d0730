import NIOCore
import NIOHTTP1
import StreavPorts

/// A request of a synthetic client.
struct LoadRequest: Sendable {
    var method = HTTPMethod.GET
    /// Path and query.
    var target: String
    var headers: [(name: String, value: String)] = []
    var body: ByteBuffer?
    /// Bytes of the answer that are kept; what is longer is a failure. Nil: none is kept, all is counted.
    var keptBytes: Int?
    /// When it should have begun: what comes after that is waiting (A1: no coordinated omission).
    var intended: MonotonicInstant
    /// From its start to the end of the answer; nil for answers without an end.
    var timeout: TimeAmount? = .seconds(30)
}
