/// Percent-encoding (RFC 3986 section 2.1).
enum PercentCoding {
    /// Decodes what ``TargetRules`` has checked: an invalid escape stays as it is.
    static func decode(_ bytes: UnsafeRawBufferPointer, plusIsSpace: Bool = false) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), let value = escape(in: bytes, at: index) {
                result.append(value)
                index += 3
                continue
            }
            result.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
            index += 1
        }
        return result
    }

    /// The octet that the three characters at `index` stand for.
    @inline(__always)
    static func escape(in bytes: UnsafeRawBufferPointer, at index: Int) -> UInt8? {
        guard index + 2 < bytes.count, let high = ByteRules.hexadecimal(bytes[index + 1]),
            let low = ByteRules.hexadecimal(bytes[index + 2])
        else { return nil }
        return high << 4 | low
    }
}
