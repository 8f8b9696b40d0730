/// A track that is not played.
public struct SkippedTrack: Sendable, Hashable {
    /// The track's number in the file.
    public let id: UInt32
    /// The four characters that say what it is for: `vide`, `soun`, `text`, `tmcd` …
    public let handler: String
    /// Why it is not played: a sentence without a full stop.
    public let reason: String

    public init(id: UInt32, handler: String, reason: String) {
        self.id = id
        self.handler = handler
        self.reason = reason
    }
}
