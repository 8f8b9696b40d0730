import COpenSSL

/// HMAC with SHA-256 (RFC 2104, FIPS 198-1).
///
/// Written over the digest, which libcrypto computes, because its own one-shot call looks the algorithm up each time
/// and takes several times as long; a segment request is checked with one of these.
public enum HMACSHA256 {
    /// Bytes of a tag.
    public static let byteCount = SHA256Digest.byteCount

    /// The tag of `message`, 32 bytes.
    public static func authenticate(_ message: [UInt8], key: SecretKey) -> [UInt8] {
        key.withBytes { authenticate(message, keyBytes: $0) }
    }

    /// For keys of any length, as the test vectors have them.
    static func authenticate(_ message: [UInt8], keyBytes: UnsafeRawBufferPointer) -> [UInt8] {
        let block = SHA256Digest.blockBytes
        if keyBytes.count > block {
            var shortened = SHA256Digest.hash(keyBytes)
            defer { SecureErase.erase(&shortened) }
            return shortened.withUnsafeBytes { authenticate(message, keyBytes: $0) }
        }
        let inner = withPaddedKey(keyBytes, pad: 0x36, message: message)
        return withPaddedKey(keyBytes, pad: 0x5C, message: inner)
    }

    private static func withPaddedKey(_ key: UnsafeRawBufferPointer, pad: UInt8, message: [UInt8]) -> [UInt8] {
        let block = SHA256Digest.blockBytes
        let size = block + message.count
        return withUnsafeTemporaryAllocation(byteCount: size, alignment: 16) { input in
            for index in 0..<block {
                input[index] = (index < key.count ? key[index] : 0) ^ pad
            }
            UnsafeMutableRawBufferPointer(rebasing: input[block...]).copyBytes(from: message)
            defer { OPENSSL_cleanse(input.baseAddress, block) }
            return SHA256Digest.hash(UnsafeRawBufferPointer(rebasing: input[..<size]))
        }
    }
}
