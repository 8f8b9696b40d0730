/// What an administrator sets of a show; seasons and episodes go their own way.
public struct ShowDetails: Hashable, Sendable, Codable {
    /// What it has in common with movies.
    public var common: TitleDetails
    /// Of the latest episode, in UTC.
    public var lastReleaseDate: Timestamp?

    public init(_ common: TitleDetails, lastReleaseDate: Timestamp? = nil) {
        self.common = common
        self.lastReleaseDate = lastReleaseDate
    }

    /// The same in its one written form.
    ///
    /// - Throws: Every rule that is broken, by the API's names of the members.
    public func validated() throws(InvalidInput) -> ShowDetails {
        var problems = InvalidInput()
        let common = common.checked(&problems)
        problems.requireCalendar(lastReleaseDate, "lastReleaseDate")
        try problems.throwIfAny()
        return ShowDetails(common, lastReleaseDate: lastReleaseDate)
    }
}
