/// What a player tells the server of itself with a request: Common Media Client Data, CTA-5004 (2020).
///
/// Keys without a value are not sent, nor are flags that are false, nor what is its default.
public struct ClientMediaData: Sendable, Hashable {
    public enum StreamingFormat: String, Sendable, Hashable, CaseIterable {
        case dash = "d"
        case hls = "h"
        case smooth = "s"
        case other = "o"
    }

    public enum StreamType: String, Sendable, Hashable, CaseIterable {
        case live = "l"
        /// All segments are known.
        case onDemand = "v"
    }

    public enum ObjectType: String, Sendable, Hashable, CaseIterable {
        /// A playlist or manifest.
        case manifest = "m"
        case audio = "a"
        case video = "v"
        /// Audio and video in one.
        case muxed = "av"
        case initialization = "i"
        case caption = "c"
        case timedText = "tt"
        case key = "k"
        case other = "o"
    }

    /// Of strings, in characters.
    public static let longestText = 64
    /// What bl, mtp and rtp are rounded to.
    static let step = 100

    /// Of the playback session: a GUID.
    public var sessionID: String?
    public var contentID: String?
    public var streamingFormat: StreamingFormat?
    public var streamType: StreamType?
    public var objectType: ObjectType?
    /// Of the object, in milliseconds.
    public var duration: Duration?
    /// Of the object, as the playlist states it, bits per second.
    public var encodedBitrate: Int?
    /// Media in the buffer of the object's kind.
    public var bufferLength: Duration?
    /// The buffer ran dry since the request before.
    public var isStarved = false
    /// Between client and server, as the client measures it, bits per second.
    public var measuredThroughput: Double?
    /// What the client would have at most, bits per second.
    public var requestedThroughput: Double?
    /// The object is needed at once: for the start, after a jump, or because nothing is left.
    public var isUrgent = false

    public init() {}

    /// The list of keys and values, in the order of the alphabet so that it tells less about its sender.
    public var text: String {
        var items: [String] = []
        func add(_ key: String, _ value: String?) {
            if let value { items.append("\(key)=\(value)") }
        }
        add("bl", bufferLength.map { String(Self.rounded($0 / .milliseconds(1))) })
        add("br", encodedBitrate.map { String(max($0, 0) / 1000) })
        if isStarved { items.append("bs") }
        add("cid", contentID.map(Self.quoted))
        add("d", duration.map { String(Int(max($0 / .milliseconds(1), 0).rounded())) })
        add("mtp", measuredThroughput.map { String(Self.rounded($0 / 1000)) })
        add("ot", objectType?.rawValue)
        add("rtp", requestedThroughput.map { String(Self.rounded($0 / 1000)) })
        add("sf", streamingFormat?.rawValue)
        add("sid", sessionID.map(Self.quoted))
        add("st", streamType?.rawValue)
        if isUrgent { items.append("su") }
        return items.joined(separator: ",")
    }

    /// As an argument of a query: `CMCD=` and the percent-encoded list. Nil: there is nothing to say.
    public var query: String? {
        let text = text
        return text.isEmpty ? nil : "CMCD=" + Self.encoded(text)
    }

    /// An address with this as a further argument.
    public func appended(to target: String) -> String {
        guard let query else { return target }
        return target + (target.contains("?") ? "&" : "?") + query
    }

    /// To the nearest hundred.
    private static func rounded(_ value: Double) -> Int {
        guard value.isFinite else { return 0 }
        return Int((min(max(value, 0), 1e12) / Double(step)).rounded()) * step
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for character in text.unicodeScalars.prefix(longestText) where character.value >= 0x20 {
            if character == "\"" || character == "\\" { result += "\\" }
            result.unicodeScalars.append(character)
        }
        return result + "\""
    }

    /// All but the unreserved characters of RFC 3986 section 2.3.
    private static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
            default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 0x0F)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
