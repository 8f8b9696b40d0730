/// A download of a segment: finished, or as far as it has come.
public struct SegmentDownload: Sendable, Hashable {
    /// How often an unfinished one is looked at.
    public static let checkInterval = Duration.milliseconds(100)

    public var rung: Int
    public var bytesReceived: Int
    /// Nil while that is not known.
    public var bytesTotal: Int?
    /// Since it was asked for.
    public var elapsed: Duration

    public init(rung: Int, bytesReceived: Int, bytesTotal: Int? = nil, elapsed: Duration) {
        self.rung = rung
        self.bytesReceived = bytesReceived
        self.bytesTotal = bytesTotal
        self.elapsed = elapsed
    }
}
