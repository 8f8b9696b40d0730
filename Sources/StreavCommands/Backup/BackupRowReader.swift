internal import FoundationEssentials
internal import StreavSQL

/// Reads a row's line from its beginning to its end. Nothing nests, so nothing is deep.
struct BackupRowReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { place == bytes.count }

    mutating func take(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { expected in
            guard bytes.count - place >= expected.count,
                expected.indices.allSatisfy({ bytes[place + $0] == expected[$0] })
            else { return false }
            place += expected.count
            return true
        }
    }

    mutating func value() -> SQLValue? {
        if take("null") { return .null }
        if take("{\"blob\":") {
            guard let text = text(), let data = Data(base64Encoded: text), data.base64EncodedString() == text,
                take("}")
            else { return nil }
            return .blob([UInt8](data))
        }
        if take("{\"real\":") {
            guard let text = text(), let real = Double(text), "\(real)" == text, !real.isNaN, take("}") else {
                return nil
            }
            return .real(real)
        }
        guard place < bytes.count else { return nil }
        if bytes[place] == UInt8(ascii: "\"") { return text().map { .text($0) } }
        return integer()
    }

    private mutating func integer() -> SQLValue? {
        let start = place
        while place < bytes.count, place - start < 20,
            bytes[place] == UInt8(ascii: "-") || (0x30...0x39).contains(bytes[place])
        {
            place += 1
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        guard let integer = Int64(text), String(integer) == text else { return nil }
        return .integer(integer)
    }

    mutating func text() -> String? {
        guard take("\"") else { return nil }
        var text: [UInt8] = []
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = escaped() else { return nil }
                text.append(escaped)
            case 0..<0x20: return nil
            default: text.append(byte)
            }
        }
        return nil
    }

    private mutating func escaped() -> UInt8? {
        guard place < bytes.count else { return nil }
        let byte = bytes[place]
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return byte
        case UInt8(ascii: "u"):
            // Controls alone are written so, by four digits.
            guard take("00"), bytes.count - place >= 2, let high = digit(), let low = digit(), high < 2 else {
                return nil
            }
            return high << 4 | low
        default: return nil
        }
    }

    private mutating func digit() -> UInt8? {
        let byte = bytes[place]
        place += 1
        switch byte {
        case 0x30...0x39: return byte - 0x30
        case 0x61...0x66: return byte - 0x57
        default: return nil
        }
    }
}
