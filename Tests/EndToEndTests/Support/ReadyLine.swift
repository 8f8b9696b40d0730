/// The line that streav-sim writes when the platform is ready.
struct ReadyLine: Decodable, Sendable {
    struct Admin: Decodable, Sendable, Equatable {
        let username: String
        let password: String
    }

    struct OAuth: Decodable, Sendable, Equatable {
        let clientId: String
        let clientSecret: String
    }

    struct Subscriber: Decodable, Sendable, Equatable {
        let id: Int
        let username: String
        let accessToken: String
    }

    struct LiveStream: Decodable, Sendable, Equatable {
        let id: Int
        let name: String
        let hls: String
        let ts: String
    }

    struct Movie: Decodable, Sendable, Equatable {
        let id: Int
        let title: String
        let streamId: Int
        let hls: String
        let mp4: String
    }

    let event: String
    let seconds: Double
    let management: String
    let api: String
    let streaming: String
    let admin: Admin?
    let oauth: OAuth?
    let subscriber: Subscriber?
    let liveStreams: [LiveStream]
    let movies: [Movie]
}
