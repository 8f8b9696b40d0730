public import StreavCrypto
public import StreavDomain

/// Makes the addresses that subscribers play.
public struct PlaybackLinks: Sendable {
    /// How long one is good.
    public static let lifetime: Duration = .seconds(12 * 3600)

    public let addresses: PlaybackAddresses
    private let keys: SigningKeys

    /// - Parameter keys: Of playback tokens, the same as the streaming nodes'.
    public init(addresses: PlaybackAddresses, keys: SigningKeys) {
        self.addresses = addresses
        self.keys = keys
    }

    /// The address of a stream without its extension.
    ///
    /// - Parameters:
    ///   - node: The public address of the node that has the stream; nil: the platform's.
    ///   - isSecure: By https wherever the server has that.
    public func address(
        _ kind: PlaybackToken.Kind, stream: Int32, subscriber: SubscriberID, expiresAt: Timestamp?, node: String? = nil,
        isSecure: Bool, now: Timestamp
    ) -> String {
        let longest = now.advanced(by: Self.lifetime)
        let token = PlaybackToken(
            kind: kind, streamID: stream, subscriberID: subscriber.rawValue,
            expiry: min(longest, expiresAt ?? longest).seconds)
        return "\(base(node: node, isSecure: isSecure))/play/\(token.text(keys: keys))/\(stream)"
    }

    /// The address of a live stream for whoever looks at it in the dashboard, to be opened within an hour.
    public func preview(_ stream: LiveStreamID, node: String? = nil, isSecure: Bool, now: Timestamp) -> String {
        let address = address(
            .live, stream: stream.rawValue, subscriber: .preview, expiresAt: now.advanced(by: .seconds(3600)), node: node,
            isSecure: isSecure, now: now)
        return address + ".m3u8"
    }

    private func base(node: String?, isSecure: Bool) -> String {
        let own = node.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        guard isSecure else { return own ?? addresses.publicURL }
        if let own, own.hasPrefix("https://") { return own }
        return addresses.secureURL ?? own ?? addresses.publicURL
    }
}

extension ControlPlane {
    /// Makes addresses that the streaming nodes of this platform take.
    public func playbackLinks(_ addresses: PlaybackAddresses) -> PlaybackLinks {
        PlaybackLinks(addresses: addresses, keys: keys.playback)
    }
}
