public import NIOCore

/// One live input. Opens and reads until it ends or fails; never retries, since the supervisor does, once, for all.
public protocol MediaSource: Sendable {
    /// Connects, then hands over the bytes as they come, in order, awaiting each call (so a slow receiver slows the
    /// reading). Returns when the source ends by itself.
    ///
    /// - Parameter receive: Called with 1 byte to ``MediaSourceLimits/chunkBytes`` at a time. What it throws ends `run`.
    func run(_ receive: @escaping @Sendable (ByteBuffer) async throws -> Void) async throws
}

/// Makes sources from addresses.
public protocol MediaSourceOpener: Sendable {
    /// Checks the address's form and makes a source; nothing is opened yet. Throws `invalidAddress` or `forbidden`.
    func source(for address: String) throws(MediaSourceError) -> any MediaSource
}

public enum MediaSourceLimits {
    /// The largest chunk a source hands over.
    public static let chunkBytes = 256 * 1024
    /// The longest address, in UTF-8 bytes.
    public static let addressBytes = 4096
}

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
