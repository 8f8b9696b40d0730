/// Character classes of HTTP, over bytes.
enum ByteRules {
    /// `tchar` (RFC 9110 section 5.6.2), as one bit per ASCII character.
    private static let tokenLow = bits("!#$%&'*+-.0123456789", from: 0)
    private static let tokenHigh = bits("ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~", from: 64)
    /// What a target may consist of: RFC 3986's characters, and those sloppy clients leave unescaped without harm.
    private static let targetLow = bits("!$%&'()*+,-./0123456789:;=?", from: 0)
    private static let targetHigh = bits(
        "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~", from: 64)
    /// `uri-host [":" port]` without the comma, which would be a list.
    private static let hostLow = bits("!$%&'()*+-.0123456789:;=", from: 0)
    private static let hostHigh = bits("ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz~", from: 64)

    @inline(__always)
    static func isToken(_ byte: UInt8) -> Bool { has(byte, tokenLow, tokenHigh) }

    @inline(__always)
    static func isTarget(_ byte: UInt8) -> Bool { has(byte, targetLow, targetHigh) }

    @inline(__always)
    static func isHost(_ byte: UInt8) -> Bool { has(byte, hostLow, hostHigh) }

    /// Visible characters, space, tab and `obs-text` (RFC 9110 section 5.5).
    @inline(__always)
    static func isFieldValue(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7F || byte == 0x09 }

    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    @inline(__always)
    static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }

    /// The value of a hexadecimal digit.
    @inline(__always)
    static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    @inline(__always)
    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }

    /// Compares without regard to ASCII case; `lower` is in lower case.
    @inline(__always)
    static func equals(_ bytes: UnsafeRawBufferPointer, _ lower: StaticString) -> Bool {
        guard bytes.count == lower.utf8CodeUnitCount else { return false }
        let other = lower.utf8Start
        for index in 0..<bytes.count where lowercased(bytes[index]) != other[index] { return false }
        return true
    }

    @inline(__always)
    private static func has(_ byte: UInt8, _ low: UInt64, _ high: UInt64) -> Bool {
        if byte < 64 { return low >> UInt64(byte) & 1 == 1 }
        return byte < 128 && high >> UInt64(byte - 64) & 1 == 1
    }

    private static func bits(_ characters: StaticString, from base: UInt8) -> UInt64 {
        var result: UInt64 = 0
        for index in 0..<characters.utf8CodeUnitCount {
            result |= 1 << UInt64(characters.utf8Start[index] - base)
        }
        return result
    }
}
