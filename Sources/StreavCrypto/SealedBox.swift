import COpenSSL

/// Authenticated encryption with AES-256-GCM (NIST SP 800-38D).
///
/// A sealed text is a version byte, a random nonce of 12 bytes, the cipher text and a tag of 16 bytes. A key may seal
/// 2^32 texts before random nonces come too close to repeating (SP 800-38D section 8.3), far beyond what a platform
/// holds.
public enum SealedBox {
    private static let version: UInt8 = 1
    private static let nonceBytes = 12
    private static let tagBytes = 16

    /// Bytes by which the sealed text is longer than the plain one.
    public static let overheadBytes = 1 + nonceBytes + tagBytes
    /// The longest plain text, in bytes.
    public static let maximumBytes = 1 << 24

    /// - Parameter context: Says what is sealed, e.g. `subscriber 42`. Opening needs the same: a sealed text that was
    ///   moved to another row is not authentic.
    /// - Throws: `invalidArgument` over ``maximumBytes``, `failed`.
    public static func seal(_ plain: [UInt8], key: SecretKey, context: String) throws(CryptoError) -> [UInt8] {
        try seal(plain, key: key, context: Array(context.utf8), nonce: SecureRandom.bytes(nonceBytes))
    }

    static func seal(
        _ plain: [UInt8], key: SecretKey, context: [UInt8], nonce: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        guard plain.count <= maximumBytes else {
            throw CryptoError(.invalidArgument, "at most \(maximumBytes) bytes can be sealed")
        }
        var cipherText = [UInt8](repeating: 0, count: plain.count)
        var tag = [UInt8](repeating: 0, count: tagBytes)
        let isDone = withCipher(key: key, nonce: nonce, encrypts: true) { cipher in
            var length: CInt = 0
            return EVP_CipherUpdate(cipher, nil, &length, context, CInt(context.count)) == 1
                && EVP_CipherUpdate(cipher, &cipherText, &length, plain, CInt(plain.count)) == 1
                && EVP_CipherFinal_ex(cipher, nil, &length) == 1
                && EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_GET_TAG, CInt(tagBytes), &tag) == 1
        }
        guard isDone else { throw CryptoError(.failed, "AES-256-GCM could not seal") }
        return [version] + nonce + cipherText + tag
    }

    /// - Throws: `notAuthentic` for a text of another key or context, cut short or changed.
    public static func open(_ sealed: [UInt8], key: SecretKey, context: String) throws(CryptoError) -> [UInt8] {
        try open(sealed, key: key, context: Array(context.utf8))
    }

    static func open(_ sealed: [UInt8], key: SecretKey, context: [UInt8]) throws(CryptoError) -> [UInt8] {
        let refusal = CryptoError(.notAuthentic, "not sealed by this key for this purpose")
        guard sealed.count >= overheadBytes, sealed.count <= maximumBytes + overheadBytes, sealed[0] == version else {
            throw refusal
        }
        let nonce = Array(sealed[1..<1 + nonceBytes])
        let cipherText = Array(sealed[(1 + nonceBytes)..<(sealed.count - tagBytes)])
        var tag = Array(sealed[(sealed.count - tagBytes)...])
        var plain = [UInt8](repeating: 0, count: cipherText.count)
        let isAuthentic = withCipher(key: key, nonce: nonce, encrypts: false) { cipher in
            var length: CInt = 0
            return EVP_CipherUpdate(cipher, nil, &length, context, CInt(context.count)) == 1
                && EVP_CipherUpdate(cipher, &plain, &length, cipherText, CInt(cipherText.count)) == 1
                && EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, CInt(tagBytes), &tag) == 1
                && EVP_CipherFinal_ex(cipher, nil, &length) == 1
        }
        guard isAuthentic else {
            SecureErase.erase(&plain)
            throw refusal
        }
        return plain
    }

    private static func withCipher(
        key: SecretKey, nonce: [UInt8], encrypts: Bool, _ body: (OpaquePointer) -> Bool
    ) -> Bool {
        guard let cipher = EVP_CIPHER_CTX_new() else { return false }
        defer { EVP_CIPHER_CTX_free(cipher) }
        let isReady = key.withBytes { bytes in
            let pointer = bytes.bindMemory(to: UInt8.self).baseAddress
            return EVP_CipherInit_ex(cipher, EVP_aes_256_gcm(), nil, pointer, nonce, encrypts ? 1 : 0) == 1
        }
        return isReady && body(cipher)
    }
}
