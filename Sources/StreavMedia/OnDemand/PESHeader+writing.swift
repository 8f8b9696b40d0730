extension PESHeader {
    /// Bytes of a header with these times: with a DTS only where it differs.
    static func bytes(presentationTime: Int64, decodeTime: Int64) -> Int {
        presentationTime == decodeTime ? decodePosition : readBytes
    }

    /// Writes a header (ISO/IEC 13818-1 section 2.4.3.6) whose payload begins with an access unit.
    ///
    /// - Parameters:
    ///   - times: 90 kHz, unwrapped.
    ///   - payloadBytes: More than the field can tell is left untold, as is allowed for video.
    static func write(
        streamID: UInt8, presentationTime: Int64, decodeTime: Int64, payloadBytes: Int, into header: inout [UInt8]
    ) {
        let hasDecodeTime = presentationTime != decodeTime
        let size = bytes(presentationTime: presentationTime, decodeTime: decodeTime)
        let length = size - prefixBytes + payloadBytes
        let told = length <= 0xFFFF ? length : 0
        header.removeAll(keepingCapacity: true)
        header.append(contentsOf: [
            0, 0, 1, streamID, UInt8(told >> 8), UInt8(told & 0xFF), 0x84, hasDecodeTime ? 0xC0 : 0x80,
            UInt8(size - presentationPosition),
        ])
        append(presentationTime, prefix: hasDecodeTime ? 3 : 2, to: &header)
        if hasDecodeTime { append(decodeTime, prefix: 1, to: &header) }
    }

    private static func append(_ time: Int64, prefix: UInt8, to header: inout [UInt8]) {
        let field = Timestamp33.field(Timestamp33.wrapped(time), prefix: prefix)
        header.append(field.0)
        header.append(field.1)
        header.append(field.2)
        header.append(field.3)
        header.append(field.4)
    }
}
