/// Why a cryptographic operation could not be done. Says nothing an attacker could use: one code for every way in which
/// a sealed text can be wrong.
public struct CryptoError: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// The text was not sealed by this key for this context, or was changed since.
        case notAuthentic
        /// A parameter is outside its documented range.
        case invalidArgument
        /// libcrypto refused, e.g. for lack of memory.
        case failed
    }

    public let code: Code
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "crypto \(code.rawValue): \(message)" }
}
