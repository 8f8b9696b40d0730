import StreavDomain

/// What tells one device of a subscriber from another when nothing better is known. Never the key of a session: behind
/// one address there may be a household of equal players.
struct SessionDevice: Hashable, Sendable {
    var address: IPAddress
    var userAgent: String
}

/// Where media went: by this a segment is attributed when its transport connection has not polled.
struct MediaRoute: Hashable, Sendable {
    var device: SessionDevice
    var stream: StreamID

    /// The same from any player at the address: some players name themselves differently when they fetch media.
    var ofAnyPlayer: MediaRoute {
        MediaRoute(device: SessionDevice(address: device.address, userAgent: Self.anyPlayer), stream: stream)
    }

    /// No header can hold it.
    private static let anyPlayer = "\n"
}

/// A device of one subscriber.
struct SubscriberDevice: Hashable, Sendable {
    var subscriber: SubscriberID
    var device: SessionDevice
}
