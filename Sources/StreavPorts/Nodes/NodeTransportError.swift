/// Why there is no answer of another node.
public struct NodeTransportError: Error, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// The address is not one that nodes have.
        case invalidAddress
        /// No connection.
        case unreachable
        /// No whole answer in time.
        case timedOut
        /// The connection ended before the answer did.
        case interrupted
        /// What came is no answer, or too long.
        case refused
    }

    public let code: Code
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "node \(code.rawValue): \(message)" }
}
