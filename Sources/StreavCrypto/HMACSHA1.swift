import COpenSSL

/// HMAC with SHA-1 (RFC 2104, RFC 3174): for one-time passwords alone, which every authenticator makes with it. In an
/// HMAC the weakness of SHA-1 against collisions does not count.
enum HMACSHA1 {
    static let byteCount = 20

    static func authenticate(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: byteCount)
        var count: CUnsignedInt = 0
        let result = HMAC(EVP_sha1(), key, CInt(key.count), message, message.count, &tag, &count)
        precondition(result != nil && count == byteCount, "libcrypto could not compute HMAC-SHA-1")
        return tag
    }
}
