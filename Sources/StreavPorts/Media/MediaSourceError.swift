/// Why a source could not be opened or went away.
public struct MediaSourceError: Error, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// The address is not of a form this opener knows.
        case invalidAddress
        /// The address resolves to a network that the operator has not allowed.
        case forbidden
        /// No connection, or the file cannot be read.
        case unreachable
        /// The server answered, but not with media (status, content).
        case refused
        /// The connection or the file ended in error while reading.
        case interrupted
        /// No answer, or no data, in time.
        case timedOut
        /// The bytes are no media of a kind that is understood.
        case notMedia
    }

    public let code: Code
    /// Says what happened and what to do. Never holds credentials of the address.
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "source \(code.rawValue): \(message)" }
}
