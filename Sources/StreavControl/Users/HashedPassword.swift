public import StreavCrypto
internal import StreavDomain

/// A password that fits the rules, hashed. Made before a transaction and handed to it: hashing takes a good part of a
/// second, for which nobody else should wait.
public struct HashedPassword: Sendable {
    let hash: String

    /// - Parameter context: Words that must not make up the password, such as the username.
    /// - Throws: ``StreavDomain/InvalidInput`` on `password`, or a ``StreavCrypto/CryptoError``.
    public init(_ password: String, context: [String] = [], cost: ScryptCost = .standard) throws {
        if let problem = PasswordRule.problem(password, context: context) {
            throw InvalidInput(field: "password", problem)
        }
        self.hash = try PasswordHash.make(password, cost: cost)
    }

    init(hash: String) { self.hash = hash }
}
