/// Why a broker operation failed.
public struct BrokerError: Error, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// No connection. Nothing was published.
        case unavailable
        /// No confirm in time: the message may have been published.
        case timedOut
        /// No queue is bound for the routing key; the message was returned.
        case unroutable
        /// The queue or exchange was not declared.
        case unknownTopology
        /// The broker holds as much as it may and takes no more until consumers catch up. Nothing was published.
        case outOfMemory
        /// A bound of the port was exceeded, or a topology contradicts itself or the one that is there.
        case invalidArgument
    }

    public let code: Code
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "broker \(code.rawValue): \(message)" }
}
