public import StreavDomain
internal import StreavStore

extension ShowControl {
    /// Gives many shows a genre, or takes it from them; those that are gone are left out.
    ///
    /// - Returns: Those that were changed.
    public func changeGenre(_ genre: GenreID, _ change: GenreChange, _ ids: [ShowID]) throws -> [ShowID] {
        var changed: [ShowID] = []
        for id in ids {
            guard let show = try transaction.connection.shows.find(id) else { continue }
            var details = show.details
            guard details.common.changeGenre(genre, change) else { continue }
            try update(id, details, expecting: show.revision)
            changed.append(id)
        }
        return changed
    }
}
