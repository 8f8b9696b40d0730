internal import StreavCrypto
internal import StreavDomain

/// A sign-in whose password was right and whose second factor is to come. Travels sealed, with the browser.
struct PendingSignIn: Sendable {
    /// How long there is for the second factor.
    static let lifetime: Duration = .seconds(300)

    let user: UserID
    /// Of the user at the time: after any change the password has to be given again.
    let revision: Int64
    let expiresAt: Timestamp

    init(user: UserID, revision: Int64, expiresAt: Timestamp) {
        self.user = user
        self.revision = revision
        self.expiresAt = expiresAt
    }

    /// Nil for what is not ours, or too old.
    init?(_ text: String, keys: SignInKeys, now: Timestamp) {
        guard text.utf8.count <= 256, let sealed = Base64URL.decode(text), let bytes = try? keys.openPending(sealed)
        else { return nil }
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        guard parts.count == 3, let user = UserID(digits: parts[0]), let revision = Int64(parts[1]),
            let milliseconds = Int64(parts[2])
        else { return nil }
        let expiresAt = Timestamp(milliseconds: milliseconds)
        guard now < expiresAt else { return nil }
        self.init(user: user, revision: revision, expiresAt: expiresAt)
    }

    func sealed(_ keys: SignInKeys) throws -> String {
        let text = "\(user) \(revision) \(expiresAt.milliseconds)"
        return Base64URL.encode(try keys.sealed(pending: Array(text.utf8)))
    }
}
