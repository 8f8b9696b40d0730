/// Why a cache operation failed.
public struct CacheError: Error, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// No connection, or the circuit is open. Nothing was done.
        case unavailable
        /// No answer in time: the operation may have been done.
        case timedOut
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

/// The bounds every cache keeps.
public enum CacheLimits {
    /// The longest key, in UTF-8 bytes.
    public static let keyBytes = 512
    /// The largest value, in bytes.
    public static let valueBytes = 1 << 20
    /// The most members of one lease pool.
    public static let leaseMembers = 10_000
    /// The shortest and the longest time to live.
    public static let timeToLive: ClosedRange<Duration> = .milliseconds(1)...Duration.seconds(400 * 86_400)
}
