/// Why a server does not start.
public struct HTTPServerError: Error, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// The host has no address.
        case unknownHost = "unknown_host"
        /// Somebody else listens there, or may not.
        case cannotBind = "cannot_bind"
    }

    public let code: Code
    /// What the system said.
    public let underlying: String

    public var description: String { "\(code.rawValue): \(underlying)" }
}
