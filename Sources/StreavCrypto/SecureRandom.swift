import COpenSSL

/// Bytes from libcrypto's generator, seeded by the kernel: for salts, nonces and keys, which may never be predictable,
/// not even in a seeded simulation.
public enum SecureRandom {
    /// The most bytes of one call.
    public static let maximumBytes = 1 << 20

    /// - Parameter count: 0 to ``maximumBytes``.
    public static func bytes(_ count: Int) -> [UInt8] {
        precondition((0...maximumBytes).contains(count), "random bytes: 0 to \(maximumBytes) at a time")
        var result = [UInt8](repeating: 0, count: count)
        // Going on without randomness would be worse than not going on at all.
        precondition(RAND_bytes(&result, CInt(count)) == 1, "libcrypto has no randomness")
        return result
    }
}
