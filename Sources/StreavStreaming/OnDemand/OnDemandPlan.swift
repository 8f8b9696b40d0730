public import StreavDomain

/// What a node must know of an on-demand stream to deliver it.
public struct OnDemandPlan: Hashable, Sendable, Codable {
    public let id: OnDemandStreamID
    /// For logs.
    public var name: String
    /// Of the file, in the media store.
    public var key: String

    public init(id: OnDemandStreamID, name: String, key: String) {
        self.id = id
        self.name = name
        self.key = key
    }
}
