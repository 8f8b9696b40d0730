/// Why a media store could not answer.
public struct MediaStoreError: Error, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// Not a legal key: see ``MediaKey``.
        case invalidKey
        case notFound
        /// The file is not the version asked for.
        case changed
        /// Not within the file, or over ``MediaStoreLimits/readBytes``; also a listing limit out of bounds.
        case invalidRange
        /// The store cannot be read now.
        case unavailable
    }

    public let code: Code
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "media store \(code.rawValue): \(message)" }
}
