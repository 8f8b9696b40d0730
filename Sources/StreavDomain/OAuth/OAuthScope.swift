/// What an OAuth application may do. The raw value is what travels.
public enum OAuthScope: String, CaseIterable, Hashable, Sendable, Codable {
    case bundleRead = "api.bundle.read"
    case liveStreamRead = "api.live-stream.read"
    case movieRead = "api.movie.read"
    case onDemandStreamRead = "api.od-stream.read"
    case showRead = "api.show.read"
    case subscriberRead = "api.subscriber.read"
    case subscriberCreate = "api.subscriber.create"
    case subscriberUpdate = "api.subscriber.update"
    case subscriberDelete = "api.subscriber.delete"
}
