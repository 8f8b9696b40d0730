/// What of the three servers a platform has for itself, so that several can share them: nothing that one of them does
/// reaches the others.
public struct BackendSpace: Sendable, Equatable {
    /// Names keys, exchanges and queues; 1 to 40 of `a` to `z`, digits, `-` and `_`.
    public let name: String
    /// The schema of the tables; nil: that of the database's user. It has to be there.
    public let schema: String?

    public init(name: String, schema: String? = nil) {
        precondition(Self.isName(name), "a space has a plain name")
        self.name = name
        self.schema = schema
    }

    /// Whether it may name a space.
    public static func isName(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
            }
    }

    /// After the prefix that the cache's address names.
    var keyPrefix: String { "\(name):" }

    /// Of exchanges and queues.
    var brokerPrefix: String { "\(name)." }
}
