import COpenSSL

/// SHA-256 (FIPS 180-4).
public enum SHA256Digest {
    /// Bytes of a digest.
    public static let byteCount = 32
    static let blockBytes = 64

    /// Looked up once: a look-up by name at every call would take longer than the digest itself. Immutable and
    /// reference-counted by libcrypto, which documents fetched algorithms as safe to share between threads.
    nonisolated(unsafe) static let algorithm: OpaquePointer = {
        guard let algorithm = EVP_MD_fetch(nil, "SHA256", nil) else {
            preconditionFailure("libcrypto has no SHA-256")
        }
        return algorithm
    }()

    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        bytes.withUnsafeBytes { hash($0) }
    }

    static func hash(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: byteCount)
        let status = EVP_Digest(bytes.baseAddress, bytes.count, &result, nil, algorithm, nil)
        precondition(status == 1, "libcrypto could not compute SHA-256")
        return result
    }
}
