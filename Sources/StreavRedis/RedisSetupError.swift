/// Why a cache on Redis cannot even begin, e.g. for a file of authorities that cannot be read.
public struct RedisSetupError: Error, Sendable, CustomStringConvertible {
    public let message: String

    public init(_ message: String) {
        self.message = message
    }

    public var description: String { "the cache cannot begin: \(message)" }
}
