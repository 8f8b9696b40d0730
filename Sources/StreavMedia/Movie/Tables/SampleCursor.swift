/// Reads the samples of a table one after another.
public struct SampleCursor: Sendable, Sequence, IteratorProtocol {
    private let table: SampleTable
    /// The index of the sample that comes next; the table's count at its end.
    public private(set) var index: Int
    private var state: SampleState

    init(_ table: SampleTable, index: Int, state: SampleState) {
        self.table = table
        self.index = index
        self.state = state
    }

    /// The next sample. Nil: that was the last.
    public mutating func next() -> MovieSample? {
        guard index < table.count else { return nil }
        let decodeTime = state.decodeTime
        let record = SampleRecord(reading: table.bytes, &state)
        defer { index += 1 }
        return MovieSample(
            index: index, decodeTime: decodeTime, compositionOffset: record.compositionOffset,
            duration: record.duration, offset: record.offset, size: record.size, isSync: record.isSync)
    }
}
