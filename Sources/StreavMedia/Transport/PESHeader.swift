/// The header of a PES packet (ISO/IEC 13818-1 section 2.4.3.6), as far as timestamps go.
struct PESHeader {
    /// Bytes from the start code up to the end of the DTS field: all that is read of a header.
    static let readBytes = 19
    /// Start code, stream id and length.
    static let prefixBytes = 6
    static let presentationPosition = 9
    static let decodePosition = 14

    /// Bytes that follow the length field; nil: unbounded, up to the next start on the PID.
    let length: Int?
    /// Where the elementary stream's bytes begin, counted from the start code.
    let payloadStart: Int
    let presentationTime: UInt64?
    /// Nil where there is no field for it.
    let decodeTime: UInt64?

    static func isStart(_ head: some Collection<UInt8>) -> Bool {
        head.count >= 4 && head.starts(with: [0, 0, 1])
    }

    /// From the length field, before the header is complete.
    static func length(_ head: [UInt8]) -> Int? {
        let length = Int(head[4]) << 8 | Int(head[5])
        return length == 0 ? nil : length
    }

    /// - Parameter head: The first ``readBytes`` of the PES packet, or all of a shorter one.
    init?(_ head: [UInt8]) {
        guard Self.isStart(head), head.count >= Self.prefixBytes else { return nil }
        length = Self.length(head)
        guard Self.hasOptionalHeader(streamID: head[3]) else {
            payloadStart = Self.prefixBytes
            presentationTime = nil
            decodeTime = nil
            return
        }
        guard head.count >= 9, head[6] & 0xC0 == 0x80 else { return nil }
        let headerLength = Int(head[8])
        payloadStart = 9 + headerLength
        let flags = head[7] >> 6
        let hasPresentation = flags & 2 != 0 && headerLength >= 5 && head.count >= 14
        let hasDecode = flags == 3 && headerLength >= 10 && head.count >= Self.readBytes
        presentationTime = hasPresentation ? Timestamp33.read((head[9], head[10], head[11], head[12], head[13])) : nil
        decodeTime = hasDecode ? Timestamp33.read((head[14], head[15], head[16], head[17], head[18])) : nil
    }

    /// Table maps, padding, private stream 2, ECM, EMM, DSM-CC, H.222.1 type E and directories have none.
    private static func hasOptionalHeader(streamID: UInt8) -> Bool {
        switch streamID {
        case 0xBC, 0xBE, 0xBF, 0xF0, 0xF1, 0xF2, 0xF8, 0xFF: false
        default: true
        }
    }
}
