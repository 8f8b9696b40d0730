/// A season of a show.
public struct Season: Hashable, Sendable {
    public let id: SeasonID
    public let show: ShowID
    public var details: SeasonDetails

    public init(id: SeasonID, show: ShowID, details: SeasonDetails) {
        self.id = id
        self.show = show
        self.details = details
    }
}
