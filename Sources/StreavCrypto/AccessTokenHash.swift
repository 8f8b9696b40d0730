/// The keyed hash of a subscriber's access token: what the database is searched by and what a node compares, so that
/// neither needs the token itself.
public enum AccessTokenHash {
    /// 32 bytes.
    ///
    /// - Parameter key: The master key's ``SecretKey/derived(for:)`` for ``KeyPurpose/accessTokenHash``.
    public static func make(_ token: String, key: SecretKey) -> [UInt8] {
        HMACSHA256.authenticate(Array(token.utf8), key: key)
    }
}
