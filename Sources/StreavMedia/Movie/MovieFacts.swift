/// What a catalogue says about a file.
public struct MovieFacts: Sendable, Hashable {
    /// The container's name: `mp4`.
    public let container: String
    /// How long it plays.
    public let duration: Duration
    /// Bits a second on average, of the whole file. 0 when it does not last.
    public let bitsPerSecond: Int
    /// `h264` or `h265`, of the first video track. Nil: there is none.
    public let videoCodec: String?
    /// `aac`, of the first audio track. Nil: there is none.
    public let audioCodec: String?
    /// Pixels, after cropping.
    public let width: Int?
    /// Pixels, after cropping.
    public let height: Int?

    public init(_ movie: MovieIndex) {
        container = "mp4"
        duration = movie.duration
        let nanoseconds = duration / .nanoseconds(1)
        let rate = nanoseconds > 0 ? Double(movie.fileSize) * 8e9 / nanoseconds : 0
        bitsPerSecond = Int(min(rate.rounded(), 1e15))
        let video = movie.tracks.first { $0.kind == .video }
        videoCodec = video.map { Self.name($0.codec) }
        audioCodec = movie.tracks.first { $0.kind == .audio }.map { Self.name($0.codec) }
        width = video?.format.width
        height = video?.format.height
    }

    private static func name(_ codec: MovieCodec) -> String {
        switch codec {
        case .h264: "h264"
        case .h265: "h265"
        case .aac: "aac"
        }
    }
}
