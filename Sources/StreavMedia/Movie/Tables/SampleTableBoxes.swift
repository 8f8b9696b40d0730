/// The sample tables of a track as they stand in its `stbl`, walked together sample by sample.
struct SampleTableBoxes {
    private var sizes: SampleSizes
    private var chunks: ChunkTable
    private var durations: RunTable
    private var compositionOffsets: RunTable?
    private var syncTable: SyncTable?

    /// - Parameters:
    ///   - boxes: Those of `stbl`.
    ///   - isVideo: Every sample of sound is a sync sample, whatever `stss` says.
    init(_ boxes: BoxList, isVideo: Bool) throws(MovieError) {
        sizes = try SampleSizes(boxes)
        chunks = try ChunkTable(boxes)
        durations = try RunTable(boxes.one("stts"))
        if let box = try boxes.optional("ctts") { compositionOffsets = try RunTable(box) }
        if isVideo, let box = try boxes.optional("stss") { syncTable = try SyncTable(box) }
    }

    /// The number of the entry of `stsd`, from 1. Nil: there are no samples.
    var description: UInt32? { sizes.count > 0 ? chunks.description : nil }

    mutating func read(into builder: inout SampleTableBuilder, _ budget: inout SampleBudget) throws(MovieError) {
        try budget.take(sizes.count)
        var index = 0
        while index < sizes.count {
            guard let chunk = try chunks.next() else {
                throw MovieError(.malformed, "the chunks hold \(index) samples, not the \(sizes.count) announced")
            }
            var offset = chunk.offset
            for _ in 0..<min(chunk.samples, sizes.count - index) {
                let size = try sizes.next()
                try budget.check(offset: offset, size: size)
                builder.append(
                    size: size, offset: offset, duration: try duration(),
                    // Version 0 is unsigned, but files with negative offsets in it are common, and none that large.
                    compositionOffset: Int32(bitPattern: try compositionOffsets?.next() ?? 0),
                    isSync: try syncTable?.contains(index) ?? true)
                offset += Int64(size)
                index += 1
            }
        }
        try syncTable?.checkEnd()
    }

    private mutating func duration() throws(MovieError) -> UInt32 {
        let duration = try durations.next()
        guard duration <= Int32.max else {
            throw MovieError(.malformed, "the box stts has a sample that ends before it begins")
        }
        return duration
    }
}
