/// The beginning of a box (ISO/IEC 14496-12 section 4.2).
struct BoxHeader {
    /// The most bytes that a header takes.
    static let mostBytes = 16

    let type: BoxType
    /// Bytes of the header itself: 8 or 16.
    let headerBytes: Int
    /// Bytes with the header. Nil: to the end of the file.
    let size: Int64?

    /// - Returns: Nil: the header goes on beyond `bytes`.
    init?(_ bytes: BoxBytes) throws(MovieError) {
        var bytes = bytes
        guard bytes.remaining >= 8 else { return nil }
        let short = try bytes.u32()
        type = BoxType(try bytes.u32())
        guard short == 1 else {
            headerBytes = 8
            size = short == 0 ? nil : Int64(short)
            if (2..<8).contains(short) { throw Self.tooSmall(type) }
            return
        }
        guard bytes.remaining >= 8 else { return nil }
        let long = try bytes.u64()
        headerBytes = 16
        guard long >= 16 else { throw Self.tooSmall(type) }
        // A size beyond 63 bits reaches beyond any file; it is said to do so where the file is known.
        size = Int64(min(long, UInt64(Int64.max)))
    }

    private static func tooSmall(_ type: BoxType) -> MovieError {
        MovieError(.malformed, "the box \(type) is smaller than its own header")
    }
}
