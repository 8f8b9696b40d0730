import StreavCrypto
import StreavDomain

/// Makes the addresses that subscribers play.
struct PlaybackLinks: Sendable {
    /// How long one is good.
    static let lifetime: Duration = .seconds(12 * 3600)

    let addresses: PlaybackAddresses
    let keys: SigningKeys

    /// The address of a stream without its extension.
    ///
    /// - Parameter isSecure: By https wherever the server has that.
    func address(
        _ kind: PlaybackToken.Kind, stream: Int32, subscriber: SubscriberID, expiresAt: Timestamp?, isSecure: Bool,
        now: Timestamp
    ) -> String {
        let longest = now.advanced(by: Self.lifetime)
        let token = PlaybackToken(
            kind: kind, streamID: stream, subscriberID: subscriber.rawValue,
            expiry: min(longest, expiresAt ?? longest).seconds)
        let base = isSecure ? addresses.secureURL ?? addresses.publicURL : addresses.publicURL
        return "\(base)/play/\(token.text(keys: keys))/\(stream)"
    }
}
