internal import StreavSQL

/// The values of a statement in one piece of memory, in binary form, as libpq takes them.
struct PostgresParameters {
    let types: [UInt32]
    private var bytes: [UInt8] = []
    /// Nil is NULL.
    private var ranges: [Range<Int>?] = []

    init(_ values: [SQLValue]) throws(PostgresFailure) {
        types = values.map(PostgresValue.type)
        ranges.reserveCapacity(values.count)
        for value in values {
            let start = bytes.count
            PostgresValue.encode(value, into: &bytes)
            guard bytes.count <= PostgresLimits.boundBytes else {
                throw PostgresFailure(
                    kind: .unsendable, message: "more than \(PostgresLimits.boundBytes) bytes are bound")
            }
            ranges.append(value == .null ? nil : start..<bytes.count)
        }
        // An empty value at the end must have an address too: none is NULL.
        bytes.append(0)
    }

    typealias Pointers = UnsafePointer<UnsafePointer<CChar>?>?

    /// Values, lengths and formats, the last all binary.
    func withPointers<Result>(
        _ body: (Pointers, UnsafePointer<CInt>?, UnsafePointer<CInt>?) -> Result
    ) -> Result {
        unsafe bytes.withUnsafeBytes { buffer in
            let base = buffer.baseAddress
            let values: [UnsafePointer<CChar>?] = unsafe ranges.map { range in
                guard let range else { return nil }
                return unsafe base.map { unsafe ($0 + range.lowerBound).assumingMemoryBound(to: CChar.self) }
            }
            let lengths = ranges.map { CInt($0?.count ?? 0) }
            let formats = [CInt](repeating: 1, count: ranges.count)
            return unsafe values.withUnsafeBufferPointer { values in
                unsafe lengths.withUnsafeBufferPointer { lengths in
                    unsafe formats.withUnsafeBufferPointer { formats in
                        unsafe body(values.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}
