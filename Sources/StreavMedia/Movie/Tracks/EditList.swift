/// The box `elst`: which part of a track is presented, and when (ISO/IEC 14496-12 section 8.6.6).
struct EditList {
    /// Ticks of the movie that stay empty before the track begins.
    private(set) var delay: Int64 = 0
    /// Ticks of the track that are decoded but not presented.
    private(set) var mediaTime: Int64 = 0
    /// Ticks of the movie that are presented. Nil: to the end.
    private(set) var length: Int64?
    /// What is not followed: a sentence without a full stop.
    private(set) var remark: String?

    /// No edit list: all is presented as it is.
    init() {}

    /// - Parameter content: Of the box `elst`.
    init(_ content: BoxBytes) throws(MovieError) {
        var content = content
        let version = try content.versionAndFlags().version
        guard version <= 1 else { throw MovieError(.unsupported, "the box elst has an unknown version") }
        let count = try content.count(ofEntries: version == 1 ? 20 : 12)
        var isFound = false
        for _ in 0..<count {
            let duration = version == 1 ? try content.u64() : UInt64(try content.u32())
            let start =
                version == 1
                ? Int64(bitPattern: try content.u64()) : Int64(Int32(bitPattern: try content.u32()))
            let rate = try content.u32()
            guard start >= -1, duration <= UInt64(MovieTime.mostTicks), start <= MovieTime.mostTicks else {
                throw MovieError(.malformed, "the box elst has times out of range")
            }
            if isFound {
                remark = "the edit list has several parts; the first one is played"
                return
            }
            if start == -1 {
                delay += Int64(duration)
                guard delay <= MovieTime.mostTicks else {
                    throw MovieError(.malformed, "the box elst has times out of range")
                }
            } else {
                isFound = true
                mediaTime = start
                length = duration > 0 ? Int64(duration) : nil
                if rate != 0x1_0000 { remark = "the edit list changes the speed; it is played at its own" }
            }
        }
    }
}
