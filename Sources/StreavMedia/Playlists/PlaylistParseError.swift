/// Why a text is no playlist, and where.
public struct PlaylistParseError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// More bytes, lines, bytes in a line, segments, variants or keys than the limits allow.
        case tooLarge
        /// Not UTF-8.
        case badEncoding
        /// The first line is not `#EXTM3U`.
        case noHeader
        /// Tags of media and of multivariant playlists in one (HLS-01).
        case mixedTags
        /// A tag that may be there once is there again.
        case repeatedTag
        /// A tag must not stand at this place.
        case misplacedTag
        /// A tag's value is not what it must be.
        case badValue
        /// A tag lacks an attribute, or an attribute is not what it must be.
        case badAttribute
        /// An address without the tag that goes with it.
        case strayAddress
        /// A tag without the address that goes with it.
        case missingAddress
        /// A required tag is not there.
        case missingTag
    }

    public let code: Code
    /// Counted from 1.
    public let line: Int
    /// The tag or attribute concerned, without its value; empty where there is none.
    public let subject: String

    public init(_ code: Code, line: Int, subject: String = "") {
        self.code = code
        self.line = line
        self.subject = subject
    }

    public var description: String { "line \(line): \(code.rawValue)\(subject.isEmpty ? "" : " (\(subject))")" }
}
