/// How a stream travels to a player.
public enum StreamFormat: String, CaseIterable, Hashable, Sendable, Codable {
    case hls
    /// Endless MPEG-TS over HTTP.
    case transportStream = "mpegts"
    /// A file by byte ranges.
    case progressive
}
