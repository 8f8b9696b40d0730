/// The box `stss`: the samples at which a decoder can start (ISO/IEC 14496-12 section 8.6.2).
struct SyncTable {
    private var content: BoxBytes
    private var left: Int
    /// Counted from 1; 0 when there is none left.
    private var following: UInt32 = 0
    private var last: UInt32 = 0

    init(_ content: BoxBytes) throws(MovieError) {
        self.content = content
        _ = try self.content.versionAndFlags()
        left = try self.content.count(ofEntries: 4)
        try advance()
    }

    /// Whether the sample is one. To be asked of every sample in turn.
    /// - Parameter index: From 0.
    mutating func contains(_ index: Int) throws(MovieError) -> Bool {
        guard following == UInt32(index) + 1 else { return false }
        try advance()
        return true
    }

    private mutating func advance() throws(MovieError) {
        guard left > 0 else {
            following = 0
            return
        }
        left -= 1
        following = try content.u32()
        guard following > last else { throw MovieError(.malformed, "the box stss does not ascend") }
        last = following
    }

    /// To be called after the last sample.
    func checkEnd() throws(MovieError) {
        guard left == 0, following == 0 else {
            throw MovieError(.malformed, "the box stss names samples that do not exist")
        }
    }
}
