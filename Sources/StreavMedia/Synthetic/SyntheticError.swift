/// Why a synthetic channel cannot be made.
public struct SyntheticError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// The picture's size is out of bounds or odd.
        case invalidSize
        case invalidBitrate
        case invalidName
        /// An impairment's times are out of bounds, or two of one kind.
        case invalidImpairment
    }

    public let code: Code
    /// Says what is wrong and what would be right.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "synthetic channel \(code.rawValue): \(message)" }
}
