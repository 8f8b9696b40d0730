public import StreavPorts

/// What must not be had from the streaming port, as an attacker asks for it, byte by byte.
///
/// Whatever it is, the answer is a refusal (a status of 4xx) or an end of the connection: never media, never a fault of
/// the server.
public enum Attack: String, Sendable, Hashable, CaseIterable {
    /// A subscriber that there is, a token that is not his.
    case wrongToken = "a wrong token"
    case unknownSubscriber = "an unknown subscriber"
    /// A segment without a signature.
    case unsignedSegment = "an unsigned segment"
    /// A segment that the attacker may have, with a character of its address changed.
    case flippedSignature = "a changed signature"
    case traversal = "a path that climbs"
    case nullByte = "a path with a null byte"
    case longTarget = "a long request line"
    case longField = "a long header field"
    case manyFields = "many header fields"
    case twoLengths = "two lengths of a body"
    case lengthAndChunks = "a length and chunks"
    case bareLineFeed = "a bare line feed in a field"
    case foreignMethod = "a method that is none"
    case noRequest = "something that is no HTTP"
    /// A head that never ends, a byte at a time.
    case slowHead = "a head that drips"

    /// The requirement that forbids it.
    public var requirement: String {
        switch self {
        case .wrongToken, .unknownSubscriber: "S44"
        case .unsignedSegment: "S38"
        case .flippedSignature: "S40"
        case .traversal: "S37"
        case .nullByte: "S32"
        case .longTarget, .longField, .manyFields: "S47"
        case .twoLengths, .lengthAndChunks, .bareLineFeed, .foreignMethod, .noRequest: "S45"
        case .slowHead: "S46"
        }
    }

    /// Whether it is sent slowly, and the connection's end is all that may come.
    public var drips: Bool { self == .slowHead }

    /// What is sent.
    ///
    /// - Parameters:
    ///   - authority: Of the `Host` field.
    ///   - stream: The number of a live stream.
    ///   - username: Of a subscriber that there is.
    ///   - segment: The path of a segment that the attacker may have; nil: none is known.
    public func bytes(
        authority: String, stream: Int32, username: String, segment: String?, _ entropy: any Entropy
    ) -> [UInt8] {
        let host = "Host: \(authority)\r\n"
        func get(_ target: String, _ fields: String = "") -> [UInt8] {
            Array("GET \(target) HTTP/1.1\r\n\(host)\(fields)\r\n".utf8)
        }
        let page = "/live/\(username)/\(Self.word(32, entropy))/\(stream).m3u8"
        switch self {
        case .wrongToken: return get(page)
        case .unknownSubscriber:
            return get("/live/nobody-\(Self.word(8, entropy))/\(Self.word(32, entropy))/\(stream).ts")
        case .unsignedSegment: return get("/media/live/\(stream)/1/\(Self.word(22, entropy)).ts")
        case .flippedSignature:
            return get(segment.map { Self.changed($0, entropy) } ?? "/media/live/\(stream)/1/x.ts")
        case .traversal: return get(Self.climbs[entropy.index(below: Self.climbs.count)])
        case .nullByte: return get("/live/\(username)%00/x/\(stream).m3u8")
        case .longTarget: return get("/" + String(repeating: "a", count: 20_000))
        case .longField: return get(page, "X-Long: \(String(repeating: "a", count: 40_000))\r\n")
        case .manyFields: return get(page, String(repeating: "X-Many: 1\r\n", count: 500))
        case .twoLengths: return Self.post(host, "Content-Length: 3\r\nContent-Length: 4\r\n", "abcd")
        case .lengthAndChunks:
            return Self.post(host, "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")
        case .bareLineFeed: return get(page, "X-Split: a\nX-Smuggled: b\r\n")
        case .foreignMethod: return Array("BREW \(page) HTTP/1.1\r\n\(host)\r\n".utf8)
        case .noRequest: return entropy.bytes(256)
        case .slowHead: return Array("GET \(page) HTTP/1.1\r\n\(host)X-Slow: \(String(repeating: "a", count: 60))".utf8)
        }
    }

    private static let climbs = [
        "/images/../../etc/passwd", "/images/%2e%2e/%2e%2e/etc/passwd", "/images/..%2f..%2fetc%2fpasswd",
        "/images/%252e%252e/etc/passwd", "/images/..%5c..%5cetc%5cpasswd", "/movie/a/b/..%2f..%2f1.mp4",
        "/images//etc/passwd", "/images/%c0%ae%c0%ae/etc/passwd",
    ]

    private static func post(_ host: String, _ fields: String, _ body: String) -> [UInt8] {
        Array("POST / HTTP/1.1\r\n\(host)Content-Type: application/x-www-form-urlencoded\r\n\(fields)\r\n\(body)".utf8)
    }

    private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)

    private static func word(_ count: Int, _ entropy: any Entropy) -> String {
        String(decoding: (0..<count).map { _ in letters[entropy.index(below: letters.count)] }, as: UTF8.self)
    }

    /// With one letter or digit of its path made another.
    private static func changed(_ path: String, _ entropy: any Entropy) -> String {
        var bytes = Array(path.utf8.prefix { $0 != 0x3F })
        let places = bytes.indices.filter { letters.contains(bytes[$0]) }
        guard !places.isEmpty else { return path + "x" }
        let place = places[entropy.index(below: places.count)]
        let others = letters.filter { $0 != bytes[place] }
        bytes[place] = others[entropy.index(below: others.count)]
        return String(decoding: bytes, as: UTF8.self)
    }
}
