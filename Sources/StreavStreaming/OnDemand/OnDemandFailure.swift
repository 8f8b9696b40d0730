/// Why an on-demand stream cannot be delivered as asked.
public struct OnDemandFailure: Error, Sendable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// The media store has no such file.
        case missing
        /// The file cannot be packaged; files of its kind may be playable as they are.
        case notPackageable
        /// Another file is in its place since the address was made, or there is no such part.
        case changed
        /// The media store cannot be read now.
        case unavailable
        /// Too many wait for the same file.
        case busy
    }

    public let code: Code
    /// A sentence for whoever runs the node.
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
