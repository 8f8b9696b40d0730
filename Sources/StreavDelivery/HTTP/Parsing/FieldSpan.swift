/// Where a text lies in a request's head.
struct FieldSpan: Sendable, Hashable {
    var offset: UInt16
    var length: UInt16

    /// No text starts at 0 but the method, so that 0 says it is not there.
    static let absent = FieldSpan(offset: 0, length: 0)

    init(offset: UInt16, length: UInt16) {
        self.offset = offset
        self.length = length
    }

    init(_ range: Range<Int>) {
        offset = UInt16(range.lowerBound)
        length = UInt16(range.count)
    }

    var isPresent: Bool { offset != 0 }
}
