/// Bounds of what one file may make its reader do and keep.
public struct MovieLimits: Sendable, Equatable {
    /// The largest `moov`, in bytes.
    public var movieBoxBytes: Int
    /// The largest `moof`, in bytes.
    public var fragmentBoxBytes: Int
    /// Samples of all playable tracks together.
    public var samples: Int
    /// The largest sample, in bytes.
    public var sampleBytes: Int
    /// Bytes of all sample tables together, once packed.
    public var tableBytes: Int
    /// Tracks, playable or not.
    public var tracks: Int
    /// Boxes looked at, at all levels.
    public var boxes: Int
    /// Fragments (`moof`).
    public var fragments: Int

    public init(
        movieBoxBytes: Int = 64 << 20, fragmentBoxBytes: Int = 4 << 20, samples: Int = 8_000_000,
        sampleBytes: Int = 32 << 20, tableBytes: Int = 64 << 20, tracks: Int = 64, boxes: Int = 2_000_000,
        fragments: Int = 200_000
    ) {
        precondition(movieBoxBytes > 0 && fragmentBoxBytes > 0, "a positive number of bytes")
        precondition((1...Int(Int32.max)).contains(samples), "a positive number of samples, of 31 bits")
        precondition((1...Int(Int32.max)).contains(sampleBytes), "a positive number of bytes, of 31 bits")
        precondition((1...Int(Int32.max)).contains(tableBytes), "a positive number of bytes, of 31 bits")
        precondition(tracks > 0 && boxes > 0 && fragments > 0, "a positive number")
        self.movieBoxBytes = movieBoxBytes
        self.fragmentBoxBytes = fragmentBoxBytes
        self.samples = samples
        self.sampleBytes = sampleBytes
        self.tableBytes = tableBytes
        self.tracks = tracks
        self.boxes = boxes
        self.fragments = fragments
    }

    /// 64 MiB of `moov`, 4 MiB of `moof`, 8 million samples of up to 32 MiB, 64 MiB of tables, 64 tracks, 2 million
    /// boxes, 200 000 fragments.
    public static let `default` = MovieLimits()
}
