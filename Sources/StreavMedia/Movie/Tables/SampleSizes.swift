/// The boxes `stsz` and `stz2`: the size of each sample (ISO/IEC 14496-12 section 8.7.3).
struct SampleSizes {
    let count: Int
    private var content: BoxBytes
    /// Bits of an entry; 0 when all samples have one size.
    private let bits: Int
    private let constant: UInt32
    /// The lower half of a byte of two entries.
    private var half: UInt8?

    init(_ boxes: BoxList) throws(MovieError) {
        let plain = try boxes.optional("stsz")
        let compact = try boxes.optional("stz2")
        guard var content = plain ?? compact, plain == nil || compact == nil else {
            throw MovieError(.malformed, "a track has to have one box of sample sizes, stsz or stz2")
        }
        _ = try content.versionAndFlags()
        let word = try content.u32()
        if plain != nil {
            constant = word
            bits = word == 0 ? 32 : 0
        } else {
            constant = 0
            bits = Int(word & 0xFF)
            guard [4, 8, 16].contains(bits) else {
                throw MovieError(.malformed, "the box stz2 states sizes of \(bits) bits")
            }
        }
        count = Int(try content.u32())
        guard (count * bits + 7) / 8 <= content.remaining else {
            throw MovieError(
                .malformed, "the box \(content.type) announces \(count) samples but does not have room for them")
        }
        self.content = content
    }

    /// The next sample's size, in bytes.
    mutating func next() throws(MovieError) -> Int {
        switch bits {
        case 0: return Int(constant)
        case 32: return Int(try content.u32())
        case 16: return Int(try content.u16())
        case 8: return Int(try content.u8())
        default:
            if let low = half {
                half = nil
                return Int(low)
            }
            let byte = try content.u8()
            half = byte & 0x0F
            return Int(byte >> 4)
        }
    }
}
