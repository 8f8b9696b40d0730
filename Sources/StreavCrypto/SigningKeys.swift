/// The keys of one kind of signature, by id: one signs, all of them verify.
///
/// Rotation: put a new key in front under a new id; drop the old one when what it signed has expired. To revoke a key,
/// drop it at once.
public struct SigningKeys: Sendable {
    /// A number that tells the keys apart on the wire; it may come round again after 256 rotations.
    public typealias ID = UInt8

    /// How many keys may be known at once.
    public static let maximumCount = 8

    public let currentID: ID
    private let keys: [ID: SecretKey]

    public init(id: ID, key: SecretKey) {
        currentID = id
        keys = [id: key]
    }

    private init(currentID: ID, keys: [ID: SecretKey]) {
        self.currentID = currentID
        self.keys = keys
    }

    /// These keys, with a new one that signs from now on. Nil when the id is taken or ``maximumCount`` is reached.
    public func rotated(to id: ID, key: SecretKey) -> SigningKeys? {
        guard keys[id] == nil, keys.count < Self.maximumCount else { return nil }
        var next = keys
        next[id] = key
        return SigningKeys(currentID: id, keys: next)
    }

    /// These keys without one of the old ones: what it signed is refused from now on. Nil for the current key.
    public func revoking(_ id: ID) -> SigningKeys? {
        guard id != currentID else { return nil }
        var next = keys
        next[id] = nil
        return SigningKeys(currentID: currentID, keys: next)
    }

    func key(_ id: ID) -> SecretKey? { keys[id] }

    /// The first 128 bits of the HMAC by the key `id` (NIST SP 800-107 section 5.3 allows it); nil for an unknown id.
    func tag(of message: [UInt8], by id: ID) -> [UInt8]? {
        guard let key = keys[id] else { return nil }
        return Array(HMACSHA256.authenticate(message, key: key).prefix(16))
    }
}
