import COpenSSL

/// SHA-256 of bytes that come one after the other.
public final class SHA256Stream {
    private let context: OpaquePointer

    public init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex2(context, SHA256Digest.algorithm, nil) == 1 else {
            preconditionFailure("libcrypto could not begin a digest")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    public func update(_ bytes: [UInt8]) {
        let status = bytes.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
        precondition(status == 1, "libcrypto could not compute SHA-256")
    }

    /// Of everything so far, ``SHA256Digest/byteCount`` bytes. To be asked once, at the end.
    public func finish() -> [UInt8] {
        var result = [UInt8](repeating: 0, count: SHA256Digest.byteCount)
        let status = EVP_DigestFinal_ex(context, &result, nil)
        precondition(status == 1, "libcrypto could not compute SHA-256")
        return result
    }
}
