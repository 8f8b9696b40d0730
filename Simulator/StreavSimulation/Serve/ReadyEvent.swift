import FoundationEssentials

/// The line on standard output that says the platform is ready.
struct ReadyEvent: Encodable, Sendable {
    struct Admin: Encodable, Sendable {
        var username: String
        var password: String
    }

    struct OAuth: Encodable, Sendable {
        var clientId: String
        var clientSecret: String
    }

    struct Subscriber: Encodable, Sendable {
        var id: Int32
        var username: String
        var accessToken: String
    }

    struct LiveStream: Encodable, Sendable {
        var id: Int32
        var name: String
        var hls: String
        var ts: String
    }

    struct Movie: Encodable, Sendable {
        var id: Int32
        var title: String
        var streamId: Int32
        var hls: String
        var mp4: String
    }

    var event = "ready"
    /// Since the process started.
    var seconds: Double
    var management: String
    var api: String
    var streaming: String
    /// Nil in an empty world.
    var admin: Admin?
    var oauth: OAuth?
    var subscriber: Subscriber?
    var liveStreams: [LiveStream]
    var movies: [Movie]
}
