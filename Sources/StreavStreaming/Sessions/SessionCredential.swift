import StreavCrypto
import StreavDomain

/// What a player showed when it was admitted, as keyed hashes: enough to know it again, not enough to show it
/// elsewhere.
struct SessionCredential: Sendable {
    enum Kind: Hashable, Sendable {
        /// The username, in lower case.
        case pair(username: String)
        case playbackToken
    }

    let kind: Kind
    /// The keyed hash of the access token, or of the playback token.
    let hash: [UInt8]

    init(kind: Kind, hash: [UInt8]) {
        self.kind = kind
        self.hash = hash
    }

    init(_ credentials: ViewerRequest.Credentials, key: SecretKey) {
        switch credentials {
        case .userAndToken(let username, let token):
            self.init(kind: .pair(username: username.lowercased()), hash: AccessTokenHash.make(token, key: key))
        case .playbackToken(let token):
            self.init(kind: .playbackToken, hash: AccessTokenHash.make(token, key: key))
        }
    }

    /// The hashes are compared in constant time.
    func matches(_ other: SessionCredential) -> Bool {
        let isSameHash = ConstantTime.equal(hash, other.hash)
        return kind == other.kind && isSameHash
    }

    /// False when the subscriber's name or access token was changed since. A playback token stands for itself.
    func isStill(of entitlement: SubscriberEntitlement) -> Bool {
        guard case .pair(let username) = kind else { return true }
        return entitlement.username.lowercased() == username && ConstantTime.equal(hash, entitlement.accessTokenHash)
    }
}
