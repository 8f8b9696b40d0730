/// Header fields of an answer, kept serialised: a constant set is made once and copied by reference into every answer.
///
/// The server writes `Date`, `Server`, `Content-Length`, `Connection` and `X-Content-Type-Options: nosniff` itself;
/// they never belong here. A value can not split an answer: control characters in it are left out (CR and LF included).
public struct HTTPHeaders: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// `Name: value` lines, each with its line end.
    private(set) var lines: [UInt8]

    public init() {
        lines = []
    }

    public init(dictionaryLiteral elements: (StaticString, String)...) {
        lines = []
        for (name, value) in elements { add(name, value) }
    }

    public var isEmpty: Bool { lines.isEmpty }

    /// Appends a field. Names are literals, since they are never made from input.
    public mutating func add(_ name: StaticString, _ value: String) {
        lines.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        lines.append(UInt8(ascii: ":"))
        lines.append(UInt8(ascii: " "))
        for byte in value.utf8 where ByteRules.isFieldValue(byte) { lines.append(byte) }
        lines.append(13)
        lines.append(10)
    }

    /// Appends all fields of `other`.
    public mutating func add(_ other: HTTPHeaders) {
        lines.append(contentsOf: other.lines)
    }

    /// A copy with one more field.
    public func adding(_ name: StaticString, _ value: String) -> HTTPHeaders {
        var copy = self
        copy.add(name, value)
        return copy
    }

    /// Lets any page read the answer, and the fields players' scripts look at. Cookies never are sent to this server,
    /// so that `*` gives nothing away.
    public static let anyOrigin: HTTPHeaders = [
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "Content-Length, Content-Range, Date, Retry-After",
    ]

    /// For answers that belong to one viewer or to one moment.
    public static let noStore: HTTPHeaders = ["Cache-Control": "private, no-store"]
}
