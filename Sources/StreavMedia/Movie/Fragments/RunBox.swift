/// The box `trun`: samples of a fragment that lie one behind the other (ISO/IEC 14496-12 section 8.8.8).
struct RunBox {
    struct Sample {
        var duration: UInt32
        var size: UInt32
        var flags: UInt32
        var compositionOffset: Int32
    }

    private enum Flag {
        static let dataOffset: UInt32 = 0x1
        static let firstFlags: UInt32 = 0x4
        static let duration: UInt32 = 0x100
        static let size: UInt32 = 0x200
        static let flags: UInt32 = 0x400
        static let compositionOffset: UInt32 = 0x800
        static let perSample = [duration, size, flags, compositionOffset]
    }

    let count: Int
    /// Bytes from the fragment's base. Nil: right behind the run before.
    let dataOffset: Int32?
    private var content: BoxBytes
    private let flags: UInt32
    private let defaults: FragmentDefaults
    private let firstFlags: UInt32?
    private var index = 0

    /// - Parameters:
    ///   - content: Of the box `trun`.
    ///   - defaults: What `tfhd` and `trex` say.
    init(_ content: BoxBytes, defaults: FragmentDefaults) throws(MovieError) {
        var content = content
        flags = try content.versionAndFlags().flags
        count = Int(try content.u32())
        dataOffset = flags & Flag.dataOffset != 0 ? Int32(bitPattern: try content.u32()) : nil
        firstFlags = flags & Flag.firstFlags != 0 ? try content.u32() : nil
        let present = flags
        let entryBytes = 4 * Flag.perSample.count { present & $0 != 0 }
        guard count * entryBytes <= content.remaining else {
            throw MovieError(.malformed, "the box trun announces \(count) samples but does not have room for them")
        }
        self.content = content
        self.defaults = defaults
    }

    /// The next sample; not more than ``count`` times.
    mutating func next() throws(MovieError) -> Sample {
        let duration = flags & Flag.duration != 0 ? try content.u32() : defaults.duration
        let size = flags & Flag.size != 0 ? try content.u32() : defaults.size
        var sampleFlags = flags & Flag.flags != 0 ? try content.u32() : defaults.flags
        if index == 0, let firstFlags { sampleFlags = firstFlags }
        // Version 0 is unsigned, but no offset is that large, and some writers forget the version.
        let offset = flags & Flag.compositionOffset != 0 ? Int32(bitPattern: try content.u32()) : 0
        index += 1
        return Sample(duration: duration, size: size, flags: sampleFlags, compositionOffset: offset)
    }

    /// Bytes of all samples together.
    func totalBytes() throws(MovieError) -> Int64 {
        guard flags & Flag.size != 0 else { return Int64(count) * Int64(defaults.size) }
        var copy = self
        var total: Int64 = 0
        for _ in 0..<count { total += Int64(try copy.next().size) }
        return total
    }
}
