public import StreavDomain
internal import StreavStore

extension MovieControl {
    /// Gives many movies a genre, or takes it from them; those that are gone are left out.
    ///
    /// - Returns: Those that were changed.
    public func changeGenre(_ genre: GenreID, _ change: GenreChange, _ ids: [MovieID]) throws -> [MovieID] {
        var changed: [MovieID] = []
        for id in ids {
            guard let movie = try transaction.connection.movies.find(id) else { continue }
            var details = movie.details
            guard details.common.changeGenre(genre, change) else { continue }
            try update(id, details, expecting: movie.revision)
            changed.append(id)
        }
        return changed
    }
}

extension TitleDetails {
    /// False when it is so already.
    mutating func changeGenre(_ genre: GenreID, _ change: GenreChange) -> Bool {
        let isThere = genres.contains(genre)
        switch change {
        case .add:
            if !isThere { genres.append(genre) }
            return !isThere
        case .remove:
            genres.removeAll { $0 == genre }
            return isThere
        }
    }
}
