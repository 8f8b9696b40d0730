/// The boxes `stsc` with `stco` or `co64`: where the chunks are, and how many samples each has (ISO/IEC 14496-12
/// sections 8.7.4 and 8.7.5).
struct ChunkTable {
    private struct Run {
        /// Counted from 1.
        let firstChunk: UInt32
        let samples: UInt32
        let description: UInt32
    }

    private var runs: BoxBytes
    private var runsLeft: Int
    private var offsets: BoxBytes
    private let isLong: Bool
    private let count: Int
    private var chunk = 0
    private var run: Run?
    private var following: Run?
    /// The number of the entry of `stsd` that the samples are coded by, from 1. Nil: no samples, no entry.
    private(set) var description: UInt32?

    init(_ boxes: BoxList) throws(MovieError) {
        runs = try boxes.one("stsc")
        _ = try runs.versionAndFlags()
        runsLeft = try runs.count(ofEntries: 12)
        let short = try boxes.optional("stco")
        let long = try boxes.optional("co64")
        guard let table = short ?? long, short == nil || long == nil else {
            throw MovieError(.malformed, "a track has to have one box of chunk offsets, stco or co64")
        }
        offsets = table
        isLong = long != nil
        _ = try offsets.versionAndFlags()
        count = try offsets.count(ofEntries: isLong ? 8 : 4)
        following = try readRun()
        guard following == nil || following?.firstChunk == 1 else {
            throw MovieError(.malformed, "the box stsc does not begin with the first chunk")
        }
        description = following?.description
    }

    /// The next chunk. Nil: there is none left.
    mutating func next() throws(MovieError) -> (offset: Int64, samples: Int)? {
        guard chunk < count else { return nil }
        chunk += 1
        if let following, following.firstChunk == chunk {
            run = following
            self.following = try readRun()
        }
        guard let run else { throw MovieError(.malformed, "the box stsc describes no chunks") }
        let offset = isLong ? try offsets.u64() : UInt64(try offsets.u32())
        guard let offset = Int64(exactly: offset) else {
            throw MovieError(.malformed, "a chunk has an offset beyond 63 bits")
        }
        return (offset, Int(run.samples))
    }

    private mutating func readRun() throws(MovieError) -> Run? {
        guard runsLeft > 0 else { return nil }
        runsLeft -= 1
        let next = Run(firstChunk: try runs.u32(), samples: try runs.u32(), description: try runs.u32())
        guard next.firstChunk > run?.firstChunk ?? 0, next.firstChunk <= count else {
            throw MovieError(
                .malformed, "the box stsc speaks of chunk \(next.firstChunk) where there is none; \(count) exist")
        }
        guard next.samples > 0 else { throw MovieError(.malformed, "the box stsc describes chunks without samples") }
        guard description == nil || description == next.description else {
            throw MovieError(.unsupported, "a track's coding changes within it; encode it in one way")
        }
        return next
    }
}
