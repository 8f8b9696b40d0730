/// What the next sample of a packed table is told relative to.
struct SampleState: Sendable, Hashable {
    /// Ticks.
    var decodeTime: Int64 = 0
    /// Where the sample before ends in the file.
    var end: Int64 = 0
    /// Of the sample before.
    var duration: UInt32 = 0
    /// Of the sample before.
    var compositionOffset: Int32 = 0
    /// Where the next record begins in the table's bytes.
    var position: UInt32 = 0

    mutating func advance(past record: SampleRecord, to position: Int) {
        decodeTime += Int64(record.duration)
        end = record.offset + Int64(record.size)
        duration = record.duration
        compositionOffset = record.compositionOffset
        self.position = UInt32(position)
    }
}
