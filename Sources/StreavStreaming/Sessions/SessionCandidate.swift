import StreavDomain

/// A viewer that passed admission and asks for a place.
struct SessionCandidate: Sendable {
    enum Occasion: Hashable, Sendable {
        /// The player opened the stream anew.
        case opening
        /// It polls under an id that is not known (any longer).
        case renewal
    }

    var id: String
    var occasion: Occasion
    var subscriber: SubscriberID
    var stream: StreamID
    var format: StreamFormat
    var device: SessionDevice
    var credential: SessionCredential
    var tokenExpiry: Timestamp?
    var grant: SessionGrant
    var targetDuration: Duration
    /// Nil for HLS.
    var socket: SessionSocket?
    /// The session of another node that this one goes on with, whose place it takes.
    var predecessor: String?

    var subscriberDevice: SubscriberDevice { SubscriberDevice(subscriber: subscriber, device: device) }
    /// The device changes the channel over HLS.
    var isZap: Bool { occasion == .opening && format == .hls }
    var route: MediaRoute { MediaRoute(device: device, stream: stream) }
}
