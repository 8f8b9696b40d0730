import HTTPTypes
import Hummingbird
import NIOCore

/// A file of the dashboard's own, under an address that changes with its content, so that browsers may keep it for
/// ever.
struct Asset: Sendable {
    let path: String
    let type: String
    private let content: ByteBuffer

    init(_ name: String, _ ending: String, type: String, _ text: String) {
        path = "/assets/\(name)-\(Self.fingerprint(text)).\(ending)"
        self.type = type
        content = ByteBuffer(string: text)
    }

    var response: Response {
        Response(
            status: .ok,
            headers: [.contentType: type, .cacheControl: "public, max-age=31536000, immutable"],
            body: ResponseBody(byteBuffer: content))
    }

    /// FNV-1a of 64 bits: it tells versions apart, and protects nothing.
    private static func fingerprint(_ text: String) -> String {
        let hash = text.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        return String(hash, radix: 16)
    }
}
