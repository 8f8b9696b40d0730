/// A track's samples in decoding order, packed: three to eight bytes each, and a checkpoint every 128 samples from
/// which decoding can start. The form of the file's own tables, or of its fragments, is gone.
public struct SampleTable: Sendable, Hashable {
    /// Samples between two checkpoints.
    static let checkpointInterval = 128

    let bytes: [UInt8]
    let checkpoints: [SampleState]
    /// The number of samples.
    public let count: Int
    /// Ticks: the end of the last sample's decode interval. 0 when there is no sample.
    public let duration: Int64
    /// Ticks: the decode time of the first sample. Fragments need not begin at 0.
    public let start: Int64
    /// Ticks: the least ``MovieSample/compositionTime``. Not always that of the first sample.
    public let compositionStart: Int64
    /// Ticks: where the last sample to be presented ends, before the edit list.
    public let compositionEnd: Int64
    /// Ticks: below 0 when samples are due before their decode time, as version 1 of `ctts` allows. Transport streams
    /// do not: decode times have to be moved ahead by as much.
    public let leastCompositionOffset: Int32
    /// Bytes of all samples together.
    public let mediaBytes: Int64
    /// Bytes of the largest sample.
    public let largestSample: Int
    /// The samples at which a decoder can start: all of them for audio, and where the file has no `stss`.
    public let syncSamples: SyncSamples

    /// For tests and small tables.
    /// - Parameter samples: In decoding order, decode times ascending. Indices are given anew from 0; where a sample
    ///   does not end at the next one's decode time, its duration is made to.
    public init(_ samples: some Sequence<MovieSample>) {
        var builder = SampleTableBuilder()
        for sample in samples {
            if builder.count == 0 || builder.decodeEnd != sample.decodeTime {
                let isAscending = builder.move(to: sample.decodeTime)
                precondition(isAscending, "decode times ascend")
            }
            builder.append(
                size: sample.size, offset: sample.offset, duration: sample.duration,
                compositionOffset: sample.compositionOffset, isSync: sample.isSync)
        }
        self = builder.finish()
    }

    init(_ builder: SampleTableBuilder, syncSamples: SyncSamples) {
        // Arrays grow by doubling: what is kept for hours is copied once to its exact size.
        bytes = Self.exact(builder.bytes)
        checkpoints = Self.exact(builder.checkpoints)
        count = builder.count
        duration = builder.decodeEnd
        start = builder.checkpoints.first?.decodeTime ?? 0
        compositionStart = builder.compositionStart ?? 0
        compositionEnd = builder.compositionEnd ?? 0
        leastCompositionOffset = builder.leastCompositionOffset ?? 0
        mediaBytes = builder.mediaBytes
        largestSample = builder.largestSample
        self.syncSamples = syncSamples
    }

    private static func exact<Element>(_ array: [Element]) -> [Element] {
        var copy: [Element] = []
        copy.reserveCapacity(array.count)
        copy.append(contentsOf: array)
        return copy
    }

    /// Bytes that the table holds.
    public var memoryBytes: Int {
        bytes.count + checkpoints.count * MemoryLayout<SampleState>.stride + syncSamples.memoryBytes
    }

    /// Reads on from a sample; at most 127 others are passed over.
    /// - Parameter index: 0 to ``count``; at ``count`` there is nothing to read.
    public func cursor(at index: Int) -> SampleCursor {
        precondition((0...count).contains(index), "a sample of the table, or its end")
        guard index < count else { return SampleCursor(self, index: count, state: SampleState()) }
        let checkpoint = index / Self.checkpointInterval
        var cursor = SampleCursor(
            self, index: checkpoint * Self.checkpointInterval, state: checkpoints[checkpoint])
        while cursor.index < index { _ = cursor.next() }
        return cursor
    }

    /// A single sample. To read several, use ``cursor(at:)``.
    /// - Parameter index: Less than ``count``.
    public subscript(index: Int) -> MovieSample {
        precondition((0..<count).contains(index), "a sample of the table")
        var cursor = cursor(at: index)
        return cursor.next()!
    }

    /// The last sample whose decode time is not after `time`, in ticks; 0 when all are. By bisection.
    public func index(atDecodeTime time: Int64) -> Int {
        var low = 0
        var high = checkpoints.count
        while low < high {
            let middle = (low + high) / 2
            if checkpoints[middle].decodeTime <= time { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return 0 }
        var cursor = cursor(at: (low - 1) * Self.checkpointInterval)
        var found = cursor.index
        while let sample = cursor.next(), sample.decodeTime <= time { found = sample.index }
        return found
    }
}
