public import StreavCrypto
internal import StreavDomain

/// A password that fits the rules, hashed. Made before a transaction and handed to it: hashing takes a good part of a
/// second, for which nobody else should wait.
public struct HashedPassword: Sendable {
    let hash: String

    public static let lengthRange = 8...1024

    /// No rules of composition and no truncation: length is what counts.
    ///
    /// - Throws: ``StreavDomain/InvalidInput`` on `password`, or a ``StreavCrypto/CryptoError``.
    public init(_ password: String, cost: ScryptCost = .standard) throws {
        guard password.count >= Self.lengthRange.lowerBound, password.utf8.count <= PasswordHash.maximumPasswordBytes
        else { throw InvalidInput(field: "password", "must have 8 to 1024 characters") }
        self.hash = try PasswordHash.make(password, cost: cost)
    }
}
