import COpenSSL

/// Comparisons whose time does not depend on where two secrets differ.
public enum ConstantTime {
    /// True when both are the same. The time depends on the lengths alone.
    public static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return CRYPTO_memcmp(left, right, left.count) == 0
    }
}
