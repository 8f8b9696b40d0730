/// The NAL units of a sample, each after a field with its length (ISO/IEC 14496-15 section 5.3.3.1.2). Empty ones are
/// passed over.
struct LengthPrefixedUnits {
    private let sample: UnsafeRawBufferPointer
    private let lengthSize: Int
    private var position = 0
    /// Why it ended before the sample did.
    private(set) var fault: String?

    /// - Parameter lengthSize: 1 to 4.
    init(_ sample: UnsafeRawBufferPointer, lengthSize: Int) {
        self.sample = sample
        self.lengthSize = lengthSize
    }

    /// Where the next unit lies in the sample.
    mutating func next() -> Range<Int>? {
        while position < sample.count {
            guard sample.count - position >= lengthSize else {
                fault = "A sample of \(sample.count) bytes ends within the length of a NAL unit."
                return nil
            }
            var length = 0
            for index in position..<position + lengthSize { length = length << 8 | Int(sample[index]) }
            let start = position + lengthSize
            guard length <= sample.count - start else {
                fault = "A NAL unit of \(length) bytes reaches beyond its sample of \(sample.count)."
                return nil
            }
            position = start + length
            if length > 0 { return start..<position }
        }
        return nil
    }
}
