/// What a path and a query may be, judged on what they decode to.
enum TargetRules {
    /// `path` begins with a slash and holds target characters only.
    static func check(path: UnsafeRawBufferPointer) -> RequestRejection? {
        // Nearly every path is plain; only what could hide something is decoded.
        var isPlain = true
        var last: UInt8 = 0
        for byte in path {
            if byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\\")
                || byte == UInt8(ascii: ".") && last == UInt8(ascii: "/")
            {
                isPlain = false
                break
            }
            last = byte
        }
        if isPlain { return nil }
        guard hasValidEscapes(path) else { return .badTarget }
        return check(decoded: PercentCoding.decode(path))
    }

    /// Escapes are whole and hide no control characters.
    static func check(query: UnsafeRawBufferPointer) -> RequestRejection? {
        hasValidEscapes(query) ? nil : .badTarget
    }

    private static func hasValidEscapes(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "%") else {
                index += 1
                continue
            }
            guard let value = PercentCoding.escape(in: bytes, at: index), !ByteRules.isControl(value) else {
                return false
            }
            index += 3
        }
        return true
    }

    /// Decoding the whole path shows a climb behind an encoded slash too. Backslashes separate on some systems.
    private static func check(decoded: [UInt8]) -> RequestRejection? {
        guard let text = String(validating: decoded, as: UTF8.self) else { return .badTarget }
        for scalar in text.unicodeScalars where isDeceptive(scalar) { return .badTarget }
        for part in decoded.split(whereSeparator: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }) {
            if part.elementsEqual([0x2E]) || part.elementsEqual([0x2E, 0x2E]) { return .dotSegment }
        }
        return nil
    }

    /// Controls, line separators and marks that turn the direction of text: they forge lines and names in logs.
    private static func isDeceptive(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}
