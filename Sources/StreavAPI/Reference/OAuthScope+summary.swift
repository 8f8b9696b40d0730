import StreavDomain

extension OAuthScope {
    /// What it allows, for people.
    var summary: String {
        switch self {
        case .bundleRead: "Read bundles."
        case .liveStreamRead: "Read live streams and categories, and get addresses to play live streams."
        case .movieRead: "Read movies, persons and genres."
        case .onDemandStreamRead: "Read on-demand streams, and get addresses to play them."
        case .showRead: "Read shows, persons and genres."
        case .subscriberRead: "Read subscribers, with their access tokens."
        case .subscriberCreate: "Make subscribers."
        case .subscriberUpdate: "Change subscribers, and give them new access tokens."
        case .subscriberDelete: "Delete subscribers."
        }
    }
}
