/// Reads bits, most significant first. Past the end it reads zeros and remembers it, so that parsers check once.
struct BitReader {
    private let bytes: [UInt8]
    private var position = 0
    /// More was asked for than there is, or a number had no sane form.
    private(set) var isOverrun = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// - Parameter payload: A NAL unit's bytes; emulation prevention (0x000003) is taken out (H.264 section 7.4.1).
    init(escaped payload: ArraySlice<UInt8>) {
        var plain: [UInt8] = []
        plain.reserveCapacity(payload.count)
        var zeros = 0
        for byte in payload {
            if zeros >= 2, byte == 3 {
                zeros = 0
                continue
            }
            zeros = byte == 0 ? zeros + 1 : 0
            plain.append(byte)
        }
        bytes = plain
    }

    mutating func bit() -> Bool {
        guard position < bytes.count * 8 else {
            isOverrun = true
            return false
        }
        defer { position += 1 }
        return bytes[position >> 3] >> UInt8(7 - position & 7) & 1 == 1
    }

    /// - Parameter count: 0 to 32.
    mutating func bits(_ count: Int) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count { value = value << 1 | (bit() ? 1 : 0) }
        return value
    }

    mutating func skip(_ count: Int) {
        position += count
        if position > bytes.count * 8 {
            position = bytes.count * 8
            isOverrun = true
        }
    }

    /// ue(v), H.264 section 9.1.
    mutating func exponentialGolomb() -> Int {
        var zeros = 0
        while !bit() {
            zeros += 1
            if isOverrun || zeros > 31 {
                isOverrun = true
                return 0
            }
        }
        return (1 << zeros) - 1 + Int(bits(zeros))
    }

    /// se(v).
    mutating func signedExponentialGolomb() -> Int {
        let code = exponentialGolomb()
        return code & 1 == 1 ? (code + 1) / 2 : -(code / 2)
    }
}
