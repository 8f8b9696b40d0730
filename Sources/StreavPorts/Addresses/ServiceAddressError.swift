/// Why an address of a backing service cannot be read. Never holds the address, which has a password in it.
public struct ServiceAddressError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Goes on after "the address".
    public let message: String

    public init(_ message: String) {
        self.message = message
    }

    public var description: String { "the address \(message)" }
}
