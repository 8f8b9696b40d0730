/// A live stream as the landing page shows it.
public struct LandingStream: Sendable, Equatable {
    public var id: Int32

    /// The channel's number, 1 or more.
    public var number: Int

    public var name: String
    public var category: String

    /// The whole address of the multivariant playlist, credentials included.
    public var hls: String

    /// The whole address of the endless MPEG-TS, credentials included.
    public var transportStream: String

    /// RFC 6381, comma-separated, as in the playlist: `avc1.4d400d,mp4a.40.2`. Empty while unknown.
    public var codecs: String

    public var state: LandingStreamState

    /// Open connections to the stream, 0 or more.
    public var viewers: Int

    public init(
        id: Int32, number: Int, name: String, category: String, hls: String, transportStream: String, codecs: String,
        state: LandingStreamState, viewers: Int
    ) {
        self.id = id
        self.number = number
        self.name = name
        self.category = category
        self.hls = hls
        self.transportStream = transportStream
        self.codecs = codecs
        self.state = state
        self.viewers = viewers
    }
}
