/// A symmetric key of 256 bits. Never printed, and overwritten in memory when the last copy goes.
public struct SecretKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Bytes of a key.
    public static let byteCount = 32

    private let storage: SecretBytes

    /// Nil unless there are exactly ``byteCount`` bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        storage = SecretBytes(bytes)
    }

    /// A fresh key from the system's generator.
    public static func random() -> SecretKey {
        var bytes = SecureRandom.bytes(byteCount)
        defer { SecureErase.erase(&bytes) }
        return SecretKey(derivedBytes: bytes)
    }

    private init(derivedBytes: [UInt8]) {
        storage = SecretBytes(derivedBytes)
    }

    /// A key for one purpose, from which neither this key nor that of another label can be found: the expand step of
    /// HKDF with SHA-256 (RFC 5869 section 2.3), one block, `label` as its info.
    public func derived(_ label: String) -> SecretKey {
        var block = HMACSHA256.authenticate(Array(label.utf8) + [1], key: self)
        defer { SecureErase.erase(&block) }
        return SecretKey(derivedBytes: block)
    }

    /// The key of a purpose of the product, so that two components that share a master key agree on the label.
    public func derived(for purpose: KeyPurpose) -> SecretKey {
        derived(purpose.rawValue)
    }

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        storage.withBytes(body)
    }

    public var description: String { "SecretKey(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
