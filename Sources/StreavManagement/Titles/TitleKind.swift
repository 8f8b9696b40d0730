import StreavControl
import StreavDomain
import StreavSQL
import StreavStore

/// Movies and shows have the same pages but for what they play: a file, or episodes.
enum TitleKind: Sendable {
    case movie
    case show

    var path: String {
        switch self {
        case .movie: "/movies"
        case .show: "/shows"
        }
    }

    var resource: Permission.Resource {
        switch self {
        case .movie: .movies
        case .show: .shows
        }
    }

    /// A key of the catalogue, out of two.
    func key(_ movie: String, _ show: String) -> String {
        switch self {
        case .movie: movie
        case .show: show
        }
    }

    func find(_ connection: any DatabaseConnection, _ id: Int32) throws -> TitleRecord? {
        switch self {
        case .movie:
            try connection.movies.find(MovieID(id)).map { movie in
                TitleRecord(
                    id: id,
                    input: TitleInput(common: movie.details.common, onDemandStream: movie.details.onDemandStream),
                    createdAt: movie.createdAt, updatedAt: movie.updatedAt, revision: movie.revision)
            }
        case .show:
            try connection.shows.find(ShowID(id)).map { show in
                TitleRecord(
                    id: id,
                    input: TitleInput(common: show.details.common, lastReleaseDate: show.details.lastReleaseDate),
                    createdAt: show.createdAt, updatedAt: show.updatedAt, revision: show.revision)
            }
        }
    }

    func list(
        _ connection: any DatabaseConnection, _ filter: TitleFilter, order: TitleOrder, descending: Bool,
        _ slice: ListSlice
    ) throws -> ListPage<ListedTitle> {
        switch self {
        case .movie: try connection.movies.list(filter, order: order, descending: descending, slice)
        case .show: try connection.shows.list(filter, order: order, descending: descending, slice)
        }
    }

    func languages(_ connection: any DatabaseConnection) throws -> [String] {
        switch self {
        case .movie: try connection.movies.languages()
        case .show: try connection.shows.languages()
        }
    }

    func names(_ connection: any DatabaseConnection, _ ids: [Int32]) throws -> [NamedEntry] {
        switch self {
        case .movie: try connection.movies.names(of: ids.map { MovieID($0) })
        case .show: try connection.shows.names(of: ids.map { ShowID($0) })
        }
    }

    func bundles(_ connection: any DatabaseConnection, _ id: Int32) throws -> [NamedEntry] {
        switch self {
        case .movie: try connection.movies.bundles(of: MovieID(id))
        case .show: try connection.shows.bundles(of: ShowID(id))
        }
    }

    func create(_ transaction: ControlTransaction, _ input: TitleInput) throws -> Int32 {
        switch self {
        case .movie:
            try transaction.movies.create(MovieDetails(input.common, onDemandStream: input.onDemandStream)).id.rawValue
        case .show:
            try transaction.shows.create(ShowDetails(input.common, lastReleaseDate: input.lastReleaseDate)).id.rawValue
        }
    }

    func update(_ transaction: ControlTransaction, _ id: Int32, _ input: TitleInput, expecting revision: Int64) throws {
        switch self {
        case .movie:
            let details = MovieDetails(input.common, onDemandStream: input.onDemandStream)
            try transaction.movies.update(MovieID(id), details, expecting: revision)
        case .show:
            let details = ShowDetails(input.common, lastReleaseDate: input.lastReleaseDate)
            try transaction.shows.update(ShowID(id), details, expecting: revision)
        }
    }

    func delete(_ transaction: ControlTransaction, _ id: Int32) throws {
        switch self {
        case .movie: try transaction.movies.delete(MovieID(id))
        case .show: try transaction.shows.delete(ShowID(id))
        }
    }

    /// - Returns: Those that were changed.
    func changeGenre(
        _ transaction: ControlTransaction, _ genre: GenreID, _ change: GenreChange, _ ids: [Int32]
    ) throws -> [Int32] {
        switch self {
        case .movie: try transaction.movies.changeGenre(genre, change, ids.map { MovieID($0) }).map(\.rawValue)
        case .show: try transaction.shows.changeGenre(genre, change, ids.map { ShowID($0) }).map(\.rawValue)
        }
    }
}
