import StreavAssembly
import StreavDomain
import StreavManagement
import StreavSQL
import StreavStore

extension SimulatedWorld {
    /// Movies that are named at the start and on the landing page.
    static let shownMovies = CatalogueQueries.Slice.limitRange.upperBound

    /// The first movies that can be played.
    func movies() async -> [PlayableMovie] {
        (try? await platform.database.read { connection in
            var streams: [OnDemandStreamID: OnDemandStream] = [:]
            let found = try connection.catalogue.titles(
                .movie, title: nil, bundle: nil, order: .id, including: [],
                CatalogueQueries.Slice(offset: 0, limit: Self.shownMovies))
            return try found.entries.compactMap { movie in
                guard let id = movie.streamID.map({ OnDemandStreamID($0) }) else { return nil }
                if streams[id] == nil { streams[id] = try connection.onDemandStreams.find(id) }
                return streams[id].map { PlayableMovie(movie: movie, stream: $0) }
            }
        }) ?? []
    }

    /// The first movies with the demo subscriber's addresses.
    func movies(ports: BoundPorts) async -> [ReadyEvent.Movie] {
        await movies().map { $0.ready(self, ports) }
    }
}
