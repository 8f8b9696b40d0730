/// One thing that a user may or may not do: an action on a kind of resource.
public struct Permission: Hashable, Sendable, CustomStringConvertible {
    /// What the dashboard has pages for.
    public enum Resource: String, CaseIterable, Hashable, Sendable {
        case overview
        case liveStreams = "live-streams"
        case categories
        case onDemandStreams = "on-demand-streams"
        case movies
        case shows
        case people
        case genres
        case guide
        case bundles
        case subscribers
        case connections
        case servers
        case oauthApplications = "oauth-applications"
        case users
        case activity
        case settings
    }

    public enum Action: String, CaseIterable, Hashable, Sendable {
        /// Lists and single ones, without what ``reveal`` is for; exports hold what lists do.
        case view
        case create
        case edit
        case delete
        /// Start, stop, switch, drain, close: what changes how it runs, not what it is.
        case operate
        /// What is confidential in it: addresses of sources and viewers, access tokens.
        case reveal
    }

    public let resource: Resource
    public let action: Action

    public init(_ action: Action, _ resource: Resource) {
        self.resource = resource
        self.action = action
    }

    /// `users.edit`
    public var description: String { "\(resource.rawValue).\(action.rawValue)" }
}
