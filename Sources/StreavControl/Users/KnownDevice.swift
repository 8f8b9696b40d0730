internal import StreavCrypto
internal import StreavDomain

/// A browser that somebody has signed in from before: `id.tag`. Guesses by others do not lock it out.
struct KnownDevice: Sendable {
    let id: String

    init() { id = Base64URL.encode(SecureRandom.bytes(16)) }

    /// Nil for what was not given to this user by us.
    init?(_ cookie: String?, of user: UserID, keys: SignInKeys) {
        guard let cookie, cookie.utf8.count <= 128 else { return nil }
        let parts = cookie.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let tag = Base64URL.decode(parts[1]),
            ConstantTime.equal(tag, keys.tag(device: String(parts[0]), of: user))
        else { return nil }
        id = String(parts[0])
    }

    func cookie(of user: UserID, keys: SignInKeys) -> String {
        "\(id).\(Base64URL.encode(keys.tag(device: id, of: user)))"
    }
}
