/// What samples of fragments are like unless their fragment says otherwise: the box `trex` (ISO/IEC 14496-12 section
/// 8.8.3).
struct FragmentDefaults {
    var description: UInt32 = 1
    var duration: UInt32 = 0
    var size: UInt32 = 0
    var flags: UInt32 = 0

    init() {}

    /// - Parameter content: Of the box `trex`, behind the track's number.
    init(_ content: inout BoxBytes) throws(MovieError) {
        description = try content.u32()
        duration = try content.u32()
        size = try content.u32()
        flags = try content.u32()
    }
}
