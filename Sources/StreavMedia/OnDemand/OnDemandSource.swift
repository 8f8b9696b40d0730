import NIOCore

/// The bytes that were read for a segment, by their place in the file.
struct OnDemandSource {
    private let ranges: [Range<Int64>]
    private let bytes: [ByteBuffer]

    init(_ ranges: [Range<Int64>], _ bytes: [ByteBuffer]) {
        self.ranges = ranges
        self.bytes = bytes
    }

    /// Nil where they were not read.
    func slice(_ sample: MovieSample) -> ByteBufferView? {
        var low = 0
        var high = ranges.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if ranges[middle].lowerBound <= sample.offset { low = middle } else { high = middle }
        }
        guard low < ranges.count, low < bytes.count, ranges[low].lowerBound <= sample.offset,
            sample.offset + Int64(sample.size) <= ranges[low].upperBound,
            ranges[low].count == bytes[low].readableBytes
        else { return nil }
        let start = bytes[low].readerIndex + Int(sample.offset - ranges[low].lowerBound)
        return bytes[low].viewBytes(at: start, length: sample.size)
    }
}
