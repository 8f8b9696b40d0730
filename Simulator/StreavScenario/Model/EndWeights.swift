/// How sessions end, by weight. Not negative, and not all 0.
public struct EndWeights: Sendable, Hashable {
    /// Closes its connection.
    public var clean: Double
    /// A power cut: nothing is sent any more, not even a FIN.
    public var silent: Double
    /// Goes on loading playlists and fetches no media.
    public var halfDead: Double

    public init(clean: Double = 1, silent: Double = 0, halfDead: Double = 0) {
        self.clean = clean
        self.silent = silent
        self.halfDead = halfDead
    }
}
