/// One JSON object of texts without escapes and whole numbers, without blanks between them: all that claims of ours
/// are. Anything else is refused, a name given twice too.
struct FlatClaims {
    private(set) var texts: [String: String] = [:]
    private(set) var numbers: [String: Int64] = [:]

    /// The most claims.
    private static let limit = 16

    /// Visible ASCII and the space, without quotation mark and backslash.
    static func isPlain(_ byte: UInt8) -> Bool {
        (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        guard Self.take("{", from: &rest) else { return nil }
        repeat {
            guard let name = Self.text(from: &rest), texts[name] == nil, numbers[name] == nil,
                Self.take(":", from: &rest), texts.count + numbers.count < Self.limit
            else { return nil }
            if let text = Self.text(from: &rest) {
                texts[name] = text
            } else if let number = Self.number(from: &rest) {
                numbers[name] = number
            } else {
                return nil
            }
        } while Self.take(",", from: &rest)
        guard Self.take("}", from: &rest), rest.isEmpty else { return nil }
    }

    private static func take(_ character: Unicode.Scalar, from rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    private static func text(from rest: inout ArraySlice<UInt8>) -> String? {
        guard rest.first == UInt8(ascii: "\"") else { return nil }
        let content = rest.dropFirst().prefix(while: isPlain)
        guard rest[content.endIndex...].first == UInt8(ascii: "\"") else { return nil }
        rest = rest[(content.endIndex + 1)...]
        return String(decoding: content, as: UTF8.self)
    }

    private static func number(from rest: inout ArraySlice<UInt8>) -> Int64? {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        guard (1...19).contains(digits.count), digits.first != UInt8(ascii: "0") || digits.count == 1 else {
            return nil
        }
        rest = rest[digits.endIndex...]
        return Int64(String(decoding: digits, as: UTF8.self))
    }
}
