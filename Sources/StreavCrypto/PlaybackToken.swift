/// A signed permit to play one stream, in place of a subscriber's credentials: what the API hands out.
///
/// It says who and what, never how: the subscriber's entitlement is judged anew when it is used.
public struct PlaybackToken: Hashable, Sendable {
    public enum Kind: UInt8, CaseIterable, Sendable {
        case live = 1
        case movie = 2
        case series = 3
    }

    public enum Refusal: String, Error, Sendable, CaseIterable {
        /// Not one of ours, changed, or of a key that is known no longer.
        case invalid
        /// Rightly signed, but its time is over.
        case expired
    }

    public let kind: Kind
    /// The live stream, or the on-demand stream behind a movie or an episode; 1 to `Int32.max`.
    public let streamID: Int32
    /// 1 to `Int32.max`.
    public let subscriberID: Int32
    /// Whole seconds since 1970: from this second on the token is refused.
    public let expiry: Int64

    /// Version, key id, kind, stream, subscriber, expiry; then 16 bytes of signature.
    private static let payloadBytes = 19
    private static let version: UInt8 = 1
    /// Characters of a token, always.
    public static let textBytes = 47

    public init(kind: Kind, streamID: Int32, subscriberID: Int32, expiry: Int64) {
        precondition(streamID >= 1 && subscriberID >= 1 && expiry >= 0, "a token names a stream and a subscriber")
        self.kind = kind
        self.streamID = streamID
        self.subscriberID = subscriberID
        self.expiry = expiry
    }

    /// ``textBytes`` characters of `[A-Za-z0-9_-]`, signed with the current key.
    public func text(keys: SigningKeys) -> String {
        let payload = payload(key: keys.currentID)
        guard let tag = keys.tag(of: payload, by: keys.currentID) else {
            preconditionFailure("the current key is always among the keys")
        }
        return Base64URL.encode(payload + tag)
    }

    /// The token that `text` spells, if it was signed by a known key and `now`, in whole seconds since 1970, is before
    /// its expiry.
    public static func verify(
        _ text: some StringProtocol, keys: SigningKeys, now: Int64
    ) throws(Refusal) -> PlaybackToken {
        guard text.utf8.count == textBytes, let bytes = Base64URL.decode(text),
            bytes.count == payloadBytes + 16, bytes[0] == version, let kind = Kind(rawValue: bytes[2]),
            let tag = keys.tag(of: Array(bytes[..<payloadBytes]), by: bytes[1]),
            ConstantTime.equal(tag, Array(bytes[payloadBytes...]))
        else { throw .invalid }
        let expiry = bytes[11..<19].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let token = PlaybackToken(
            kind: kind, streamID: Int32(truncatingIfNeeded: integer(bytes[3..<7])),
            subscriberID: Int32(truncatingIfNeeded: integer(bytes[7..<11])), expiry: Int64(bitPattern: expiry))
        guard now < token.expiry else { throw .expired }
        return token
    }

    /// What a text that may be a token says it opens, whoever made it: for finding the way, never for letting in.
    public static func claimedKind(of text: some StringProtocol) -> Kind? {
        guard text.utf8.count == textBytes, let bytes = Base64URL.decode(text), bytes.count > 2 else { return nil }
        return Kind(rawValue: bytes[2])
    }

    private func payload(key: SigningKeys.ID) -> [UInt8] {
        var bytes: [UInt8] = [Self.version, key, kind.rawValue]
        for shift in stride(from: 24, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: streamID >> shift)) }
        for shift in stride(from: 24, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: subscriberID >> shift))
        }
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: expiry >> shift)) }
        return bytes
    }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}
