/// A view of one of the dashboard's lists that a user keeps under a name.
public struct SavedView: Hashable, Sendable {
    public let id: SavedViewID
    public let details: SavedViewDetails

    public init(id: SavedViewID, details: SavedViewDetails) {
        self.id = id
        self.details = details
    }
}
