/// Why a cache operation failed.
public struct CacheError: Error, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// No connection, or the circuit is open. Nothing was done.
        case unavailable
        /// No answer in time: the operation may have been done.
        case timedOut
        /// The cache holds as many bytes or entries as it may. Nothing was done.
        case outOfMemory
        /// A bound of the port was exceeded, e.g. a value over ``CacheLimits/valueBytes``.
        case invalidArgument
    }

    public let code: Code
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "cache \(code.rawValue): \(message)" }
}
