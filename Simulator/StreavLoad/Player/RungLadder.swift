public import StreavMedia

/// The rungs a player may choose from, by rising bandwidth.
public struct RungLadder: Sendable, Hashable {
    /// Variants beyond this number are left out.
    public static let maximumRungs = 32

    public struct Rung: Sendable, Hashable {
        /// Bits per second, as BANDWIDTH states them; 0: unknown.
        public let bandwidth: Int
        /// Of its media playlist, as it stands; empty: the address the player was opened with.
        public let uri: String
        /// Of its pictures, where the playlist states them.
        public let format: PictureFormat?

        public init(bandwidth: Int, uri: String, format: PictureFormat? = nil) {
            self.bandwidth = bandwidth
            self.uri = uri
            self.format = format
        }
    }

    /// At least one.
    public let rungs: [Rung]

    /// - Parameter rungs: At least one.
    public init(rungs: [Rung]) {
        precondition(!rungs.isEmpty, "a ladder has a rung")
        let sorted = rungs.enumerated().sorted { ($0.element.bandwidth, $0.offset) < ($1.element.bandwidth, $1.offset) }
        self.rungs = Array(sorted.map(\.element).prefix(Self.maximumRungs))
    }

    /// Nil: it names no variant.
    public init?(_ playlist: MultivariantPlaylist) {
        guard !playlist.variants.isEmpty else { return nil }
        self.init(
            rungs: playlist.variants.map { variant in
                Rung(
                    bandwidth: variant.bandwidth, uri: variant.uri,
                    format: variant.resolution.map {
                        PictureFormat(
                            pixels: $0.width.multipliedReportingOverflow(by: $0.height).partialValue,
                            framesPerSecond: variant.frameRate ?? PictureFormat.fullHD.framesPerSecond)
                    })
            })
    }

    /// Of an address that gave a media playlist at once.
    public static let single = RungLadder(rungs: [Rung(bandwidth: 0, uri: "")])

    public var bandwidths: [Int] { rungs.map(\.bandwidth) }
}
