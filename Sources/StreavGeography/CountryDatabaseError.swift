/// Why a database of countries cannot be used.
public struct CountryDatabaseError: Error, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// The file is not there or may not be read.
        case unreadable
        /// The file is no MaxMind DB, is damaged, or is of a format too new.
        case malformed
        /// Not enough memory to map it.
        case outOfMemory
    }

    public let code: Code
    /// The file, and what the library says about it.
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "country database \(code.rawValue): \(message)" }
}
