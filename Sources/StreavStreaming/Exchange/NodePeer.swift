public import StreavDomain

/// Another node that may be asked for files.
public struct NodePeer: Hashable, Sendable {
    public let id: ServerID
    /// Requests are signed for it.
    public let name: String
    /// Where players reach it, without a slash at its end.
    public let publicURL: String

    public init(id: ServerID, name: String, publicURL: String) {
        self.id = id
        self.name = name
        self.publicURL = publicURL
    }
}
