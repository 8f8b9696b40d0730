/// Reads one JSON text (RFC 8259) strictly: UTF-8, nothing after it, no name twice, no unpaired surrogates, a bounded
/// depth.
struct JSONReader {
    /// Arrays and objects inside each other.
    static let depthLimit = 32

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0
    private var path: [String] = []

    static func read(_ bytes: [UInt8]) throws(JSONFault) -> JSON {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .malformed(at: 0) }
        var reader = JSONReader(bytes: bytes)
        reader.skipBlanks()
        let value = try reader.value()
        reader.skipBlanks()
        guard reader.position == bytes.count else { throw .malformed(at: reader.position) }
        return value
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private var fault: JSONFault { .malformed(at: position) }

    private mutating func skipBlanks() {
        while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard current == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func value() throws(JSONFault) -> JSON {
        switch current {
        case UInt8(ascii: "{"): return try nested { reader throws(JSONFault) in try reader.object() }
        case UInt8(ascii: "["): return try nested { reader throws(JSONFault) in try reader.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested(
        _ read: (inout JSONReader) throws(JSONFault) -> JSON
    ) throws(JSONFault) -> JSON {
        depth += 1
        guard depth <= Self.depthLimit else { throw .tooDeep }
        position += 1
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func word(_ text: StaticString, _ value: JSON) throws(JSONFault) -> JSON {
        let word = text.description.utf8
        guard bytes[position...].starts(with: word) else { throw fault }
        position += word.count
        return value
    }

    private mutating func object() throws(JSONFault) -> JSON {
        var members: [JSON.Member] = []
        var names: Set<String> = []
        skipBlanks()
        if take("}") { return .object(members) }
        repeat {
            skipBlanks()
            let name = try string()
            path.append(path.isEmpty ? name : ".\(name)")
            guard names.insert(name).inserted else { throw .duplicate(path.joined()) }
            skipBlanks()
            guard take(":") else { throw fault }
            skipBlanks()
            members.append(JSON.Member(name: name, value: try value()))
            path.removeLast()
            skipBlanks()
        } while take(",")
        guard take("}") else { throw fault }
        return .object(members)
    }

    private mutating func array() throws(JSONFault) -> JSON {
        var values: [JSON] = []
        skipBlanks()
        if take("]") { return .array(values) }
        repeat {
            skipBlanks()
            path.append("[\(values.count)]")
            values.append(try value())
            path.removeLast()
            skipBlanks()
        } while take(",")
        guard take("]") else { throw fault }
        return .array(values)
    }

    private mutating func number() throws(JSONFault) -> JSON {
        let start = position
        _ = take("-")
        if !take("0") { try digits() }
        var isWhole = true
        if take(".") {
            isWhole = false
            try digits()
        }
        if take("e") || take("E") {
            isWhole = false
            if !take("+") { _ = take("-") }
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole, let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { throw .malformed(at: start) }
        return .number(number)
    }

    private mutating func digits() throws(JSONFault) {
        let start = position
        while let byte = current, (0x30...0x39).contains(byte) { position += 1 }
        guard position > start else { throw fault }
    }

    private mutating func string() throws(JSONFault) -> String {
        guard take("\"") else { throw fault }
        var text: [UInt8] = []
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                position += 1
                text.append(contentsOf: try escape())
            case 0..<0x20:
                throw fault
            default:
                text.append(byte)
                position += 1
            }
        }
        throw fault
    }

    private mutating func escape() throws(JSONFault) -> [UInt8] {
        guard let byte = current else { throw fault }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(Character(try scalar())).utf8)
        default: throw .malformed(at: position - 1)
        }
    }

    /// After `\u`: four digits, and those of the other half of a pair.
    private mutating func scalar() throws(JSONFault) -> Unicode.Scalar {
        let start = position
        let first = try unit()
        guard (0xD800..<0xDC00).contains(first) else {
            guard let scalar = Unicode.Scalar(first) else { throw .malformed(at: start) }
            return scalar
        }
        guard take("\\"), take("u") else { throw fault }
        let second = try unit()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw .malformed(at: start) }
        return scalar
    }

    private mutating func unit() throws(JSONFault) -> UInt32 {
        guard position + 4 <= bytes.count else { throw fault }
        let digits = bytes[position..<position + 4]
        guard digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault }
        position += 4
        return unit
    }
}
