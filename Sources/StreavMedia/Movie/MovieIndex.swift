/// All that packaging needs to know of a file: where each sample is and when it is due. A file's media is not in it.
public struct MovieIndex: Sendable {
    /// The playable ones, in the order of the file.
    public let tracks: [MovieTrack]
    /// The others, in the order of the file, with the reason why.
    public let skipped: [SkippedTrack]
    /// What was read but not followed to the letter: sentences without a full stop, for the operator.
    public let remarks: [String]
    /// Bytes.
    public let fileSize: Int64
    /// Samples came in fragments (`moof`).
    public let isFragmented: Bool

    public init(
        tracks: [MovieTrack], skipped: [SkippedTrack] = [], remarks: [String] = [], fileSize: Int64,
        isFragmented: Bool = false
    ) {
        self.tracks = tracks
        self.skipped = skipped
        self.remarks = remarks
        self.fileSize = fileSize
        self.isFragmented = isFragmented
    }

    /// What it holds, for a cache that is bounded in bytes: the tables to the byte, the rest by estimate.
    public var memoryBytes: Int {
        tracks.reduce(512) { $0 + 512 + $1.samples.memoryBytes + $1.codec.memoryBytes }
            + (skipped.count + remarks.count) * 256
    }

    /// From the first to the last instant at which any track presents something, to the nanosecond.
    public var duration: Duration {
        let presented = tracks.filter { !$0.presentedTicks.isEmpty }
        let starts = presented.map { MovieTime.duration($0.presentedTicks.lowerBound, timescale: $0.timescale) }
        let ends = presented.map { MovieTime.duration($0.presentedTicks.upperBound, timescale: $0.timescale) }
        guard let start = starts.min(), let end = ends.max() else { return .zero }
        return end - start
    }
}
