import StreavDomain
import StreavSQL
import StreavStore

/// A movie or a show with everything that its page shows.
struct TitleDetail: Sendable {
    let record: TitleRecord
    let genres: [NamedEntry]
    let people: [Int32: String]
    let bundles: [NamedEntry]
    /// Of a movie.
    let file: OnDemandStream?
    /// Of a show, each with its episodes.
    let seasons: [(season: Season, episodes: [Episode])]

    static func read(_ kind: TitleKind, _ id: Int32, _ connection: any DatabaseConnection) throws -> TitleDetail? {
        guard let record = try kind.find(connection, id) else { return nil }
        let details = record.input.common
        let named = try connection.genres.names(of: details.genres)
        let genres = details.genres.compactMap { genre in named.first { $0.id == genre.rawValue } }
        var people: [Int32: String] = [:]
        for entry in try connection.people.names(of: details.cast.map(\.person)) { people[entry.id] = entry.name }
        let file = try record.input.onDemandStream.flatMap { try connection.onDemandStreams.find($0) }
        var seasons: [(season: Season, episodes: [Episode])] = []
        if kind == .show {
            seasons = try connection.shows.seasons(of: ShowID(id)).map {
                ($0, try connection.shows.episodes(of: $0.id))
            }
        }
        return TitleDetail(
            record: record, genres: genres, people: people, bundles: try kind.bundles(connection, id), file: file,
            seasons: seasons)
    }
}
