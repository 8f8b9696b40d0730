/// The boxes `stts` and `ctts`: runs of samples with one value (ISO/IEC 14496-12 section 8.6.1).
struct RunTable {
    private var content: BoxBytes
    private let entries: Int
    private var entriesRead = 0
    private var left: UInt32 = 0
    private var value: UInt32 = 0

    init(_ content: BoxBytes) throws(MovieError) {
        self.content = content
        _ = try self.content.versionAndFlags()
        entries = try self.content.count(ofEntries: 8)
    }

    /// The next sample's value.
    mutating func next() throws(MovieError) -> UInt32 {
        while left == 0 {
            guard entriesRead < entries else {
                throw MovieError(.malformed, "the box \(content.type) describes fewer samples than there are")
            }
            left = try content.u32()
            value = try content.u32()
            entriesRead += 1
        }
        left -= 1
        return value
    }
}
