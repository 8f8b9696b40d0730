/// Packs samples as they are found. The last one is held back, since a fragment may move its end.
///
/// Callers see to it that sizes and offsets lie within the file, that no more than 2^31 samples of 2^32 ticks are
/// given, and that ``packedBytes`` stays within its bound.
struct SampleTableBuilder {
    private(set) var bytes: [UInt8] = []
    private(set) var checkpoints: [SampleState] = []
    /// Samples given.
    private(set) var count = 0
    /// Ticks: where the last sample given ends.
    private(set) var decodeEnd: Int64 = 0
    private(set) var compositionStart: Int64?
    private(set) var compositionEnd: Int64?
    private(set) var leastCompositionOffset: Int32?
    private(set) var mediaBytes: Int64 = 0
    private(set) var largestSample = 0
    private var pending: SampleRecord?
    private var state = SampleState()
    private var packed = 0
    /// Nil as long as all samples are sync samples.
    private var syncIndices: [UInt32]?

    /// Bytes of the table as it stands.
    var packedBytes: Int {
        bytes.count + checkpoints.count * MemoryLayout<SampleState>.stride
            + (syncIndices?.count ?? 0) * MemoryLayout<UInt32>.stride
    }

    mutating func append(size: Int, offset: Int64, duration: UInt32, compositionOffset: Int32, isSync: Bool) {
        flush()
        if !isSync, syncIndices == nil { syncIndices = (0..<UInt32(count)).map(\.self) }
        if isSync { syncIndices?.append(UInt32(count)) }
        pending = SampleRecord(
            size: size, offset: offset, duration: duration, compositionOffset: compositionOffset, isSync: isSync)
        count += 1
        decodeEnd += Int64(duration)
        mediaBytes += Int64(size)
        largestSample = max(largestSample, size)
    }

    /// The next sample is decoded at `time`, in ticks: the last one is made to end there. False: it cannot.
    mutating func move(to time: Int64) -> Bool {
        guard var last = pending else {
            state.decodeTime = time
            decodeEnd = time
            return true
        }
        guard let duration = UInt32(exactly: time - state.decodeTime) else { return false }
        last.duration = duration
        pending = last
        decodeEnd = time
        return true
    }

    mutating func finish() -> SampleTable {
        flush()
        let syncSamples = syncIndices.map { SyncSamples($0) } ?? SyncSamples(all: count)
        return SampleTable(self, syncSamples: syncSamples)
    }

    private mutating func flush() {
        guard let record = pending else { return }
        pending = nil
        if packed % SampleTable.checkpointInterval == 0 { checkpoints.append(state) }
        let presented = state.decodeTime + Int64(record.compositionOffset)
        compositionStart = min(compositionStart ?? presented, presented)
        leastCompositionOffset = min(leastCompositionOffset ?? record.compositionOffset, record.compositionOffset)
        let end = presented + Int64(record.duration)
        compositionEnd = max(compositionEnd ?? end, end)
        record.write(to: &bytes, &state)
        packed += 1
    }
}
