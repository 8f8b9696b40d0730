/// The box `esds`: descriptors within descriptors (ISO/IEC 14496-1 section 7.2.6).
struct StreamDescriptor {
    /// objectTypeIndication: 0x40 is MPEG-4 audio, 0x66 to 0x68 are MPEG-2 AAC.
    let objectType: UInt8
    /// DecoderSpecificInfo; empty when absent.
    let specificInfo: [UInt8]

    /// - Parameter content: Of the box `esds`.
    init(_ content: BoxBytes) throws(MovieError) {
        var content = content
        _ = try content.versionAndFlags()
        var stream = try Self.descriptor(3, in: &content)
        try stream.skip(2)
        let flags = try stream.u8()
        if flags & 0x80 != 0 { try stream.skip(2) }
        if flags & 0x40 != 0 { try stream.skip(Int(try stream.u8())) }
        if flags & 0x20 != 0 { try stream.skip(2) }
        var decoder = try Self.descriptor(4, in: &stream)
        objectType = try decoder.u8()
        try decoder.skip(12)
        guard decoder.remaining > 0 else {
            specificInfo = []
            return
        }
        var info = try Self.descriptor(5, in: &decoder)
        specificInfo = try info.bytes(info.remaining)
    }

    /// A tag, a length of up to four times seven bits, and as many bytes. Those of other tags are passed over.
    private static func descriptor(_ tag: UInt8, in content: inout BoxBytes) throws(MovieError) -> BoxBytes {
        while true {
            let found = try content.u8()
            var length = 0
            for _ in 0..<4 {
                let byte = try content.u8()
                length = length << 7 | Int(byte & 0x7F)
                if byte < 0x80 { break }
            }
            let body = try content.content(length, of: content.type)
            if found == tag { return body }
        }
    }
}
