/// What the clients of a cohort speak.
public enum CohortKind: String, Sendable, Hashable, CaseIterable {
    /// Live HLS.
    case hls
    /// Films as HLS.
    case ondemand
    /// Live, as one endless MPEG-TS answer.
    case mpegts
    /// Films as a file, by byte ranges.
    case range
    /// Programs on the API port.
    case api
    /// People at the dashboard.
    case dashboard

    /// Whether the clients load playlists, and so have a player profile and choose among renditions.
    public var playsPlaylists: Bool { self == .hls || self == .ondemand }
    /// Whether the clients watch channels, and so may change them.
    public var watchesChannels: Bool { self == .hls || self == .mpegts }
    /// Whether the clients watch films, and so may jump in them.
    public var watchesFilms: Bool { self == .ondemand || self == .range }
}
