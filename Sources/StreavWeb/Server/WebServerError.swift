/// Why a web server could not start.
public struct WebServerError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: String, Sendable, CaseIterable {
        /// Another process listens there.
        case addressInUse
        /// The process may not listen there; ports below 1024 often need a privilege.
        case notPermitted
        /// The host is no address of this machine.
        case addressNotAvailable
        /// Anything else the system says.
        case failed
    }

    public let code: Code

    /// A sentence for the operator. It names the address, and no more than that.
    public let message: String

    public var description: String { message }

    init(code: Code, message: String) {
        self.code = code
        self.message = message
    }
}
