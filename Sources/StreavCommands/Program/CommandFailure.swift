/// Why a command was not done. Never holds a secret.
public struct CommandFailure: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: Int32, Sendable {
        /// Refused, not found, or something is wrong.
        case refused = 1
        /// A wrong option, setting or value.
        case usage = 2
        /// A service that is needed does not answer, or its data cannot be used.
        case unavailable = 15
    }

    public let code: Code
    /// A sentence without a full stop that says what to do.
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
