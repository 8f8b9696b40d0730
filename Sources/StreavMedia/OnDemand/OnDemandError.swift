/// Why a movie cannot be packaged, or one of its segments not made.
public struct OnDemandError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable, CaseIterable {
        /// It has neither picture nor sound that can be carried.
        case nothingToPlay
        /// A segment would be larger or longer than players take.
        case segmentTooLarge
        /// The media is not what the index says.
        case malformed
        /// Right, but more than is understood here.
        case unsupported
    }

    public let code: Code
    /// A sentence for whoever put the file there.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
