import FoundationEssentials
import StreavDomain
import StreavManagement
import StreavStore

/// A movie that can be played, with its file.
struct PlayableMovie: Sendable {
    var movie: CatalogueQueries.Title
    var stream: OnDemandStream

    /// - Parameter world: Whose demo subscriber's addresses these are.
    func ready(_ world: SimulatedWorld, _ ports: BoundPorts) -> ReadyEvent.Movie {
        ReadyEvent.Movie(
            id: movie.id, title: movie.title, streamId: stream.id.rawValue,
            hls: world.address("movie", stream.id, "m3u8", ports), mp4: world.address("movie", stream.id, "mp4", ports))
    }

    func landing(_ world: SimulatedWorld, _ ports: BoundPorts) -> LandingMovie {
        LandingMovie(
            id: movie.id, title: movie.title, year: year, minutes: movie.runtimeMinutes,
            poster: movie.posterURL.map { $0.hasPrefix("/") ? ports.streamingURL + $0 : $0 },
            hls: world.address("movie", stream.id, "m3u8", ports),
            file: world.address("movie", stream.id, "mp4", ports),
            codecs: [stream.details.videoCodec, stream.details.audioCodec].compactMap(\.self).joined(separator: ","))
    }

    private var year: Int? {
        movie.releaseDate.flatMap { moment in
            Int(Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000).formatted(.iso8601.year()))
        }
    }
}
