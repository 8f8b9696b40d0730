import StreavDomain
public import StreavLoad

/// What a run aims at: a platform's addresses, and who may watch what there.
public struct LoadTarget: Sendable, Hashable {
    /// Whose credentials a client presents.
    public struct Subscriber: Sendable, Hashable {
        public var username: String
        public var accessToken: String
        /// When the subscription ends during the run; nil: it does not.
        public var lapse: Lapse?

        public init(username: String, accessToken: String, lapse: Lapse? = nil) {
            self.username = username
            self.accessToken = accessToken
            self.lapse = lapse
        }
    }

    public struct Channel: Sendable, Hashable {
        public var stream: Int32
        /// Whose pictures it must show; nil where it is not synthetic, or nobody knows.
        public var identity: ChannelIdentity?

        public init(stream: Int32, identity: ChannelIdentity? = nil) {
            self.stream = stream
            self.identity = identity
        }

        /// A synthetic channel.
        ///
        /// - Parameters:
        ///   - channel: As its pictures say.
        ///   - run: As well; nil: any.
        public init(stream: Int32, synthetic channel: UInt32, run: UInt64?) {
            self.init(stream: stream, identity: ChannelIdentity(run: run, channel: channel))
        }
    }

    public struct Film: Sendable, Hashable {
        public var stream: Int32
        /// Of the file, in bytes.
        public var size: Int64

        public init(stream: Int32, size: Int64) {
            self.stream = stream
            self.size = size
        }
    }

    /// The API port, on the same host, and an application that may use it.
    public struct API: Sendable, Hashable {
        public var port: Int
        public var clientID: String
        public var clientSecret: String

        public init(port: Int, clientID: String, clientSecret: String) {
            self.port = port
            self.clientID = clientID
            self.clientSecret = clientSecret
        }
    }

    /// Of the streaming server: an IP address or a name, and a port.
    public var host: String
    public var port: Int
    /// In the order of their popularity.
    public var channels: [Channel]
    public var films: [Film]
    public var api: API?
    /// One client each, until they run out; then they are shared.
    public var subscribers: [Subscriber]
    /// Those whose subscription ends during the run, in turn for the clients who are there for that.
    public var lapsing: [Subscriber] = []
    /// The ports of all streaming servers, where there are several: each client begins at one of them, and at the next
    /// where that is not to be reached. Empty: ``port`` alone.
    public var homes: [Int] = []
    /// Where the clients seem to come from: on the loopback interface each has an address of its own.
    public var spreadsAddresses: Bool

    public init(
        host: String, port: Int, channels: [Channel], films: [Film] = [], api: API? = nil, subscribers: [Subscriber],
        spreadsAddresses: Bool
    ) {
        self.host = host
        self.port = port
        self.channels = channels
        self.films = films
        self.api = api
        self.subscribers = subscribers
        self.spreadsAddresses = spreadsAddresses
    }

    /// Channels of which nobody knows whose pictures they must show.
    public init(
        host: String, port: Int, channels: [Int32], films: [Film] = [], api: API? = nil, subscribers: [Subscriber],
        spreadsAddresses: Bool
    ) {
        self.init(
            host: host, port: port, channels: channels.map { Channel(stream: $0) }, films: films, api: api,
            subscribers: subscribers, spreadsAddresses: spreadsAddresses)
    }

    /// The path of a live stream.
    func live(_ channel: Int32, _ ending: String, for subscriber: Subscriber) -> String {
        "/live/\(subscriber.username)/\(subscriber.accessToken)/\(channel).\(ending)"
    }

    /// The path of a film.
    func film(_ stream: Int32, _ ending: String, for subscriber: Subscriber) -> String {
        "/movie/\(subscriber.username)/\(subscriber.accessToken)/\(stream).\(ending)"
    }
}
