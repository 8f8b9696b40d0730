public import StreavDomain
internal import StreavStore

/// A request that its client may send again and wants done once.
public struct RepeatableRequest: Hashable, Sendable {
    /// How long an answer is kept.
    public static let retention: Duration = .seconds(86_400)
    /// Characters of the client's key.
    public static let keyLength = 1...255

    public let application: OAuthApplicationID
    public let method: String
    public let path: String
    /// The client's own; ``keyLength`` visible ASCII characters.
    public let key: String
    public let body: [UInt8]

    public init(application: OAuthApplicationID, method: String, path: String, key: String, body: [UInt8]) {
        self.application = application
        self.method = method
        self.path = path
        self.key = key
        self.body = body
    }

    var stored: IdempotencyTable.Key {
        IdempotencyTable.Key(application: application, method: method, path: path, key: key)
    }
}
