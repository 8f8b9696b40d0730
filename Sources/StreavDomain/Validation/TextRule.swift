/// What holds for texts that people type and others read.
///
/// Characters are counted as Unicode scalars, as JSON Schema and SQL do: what a reader sees as one may hold any number.
enum TextRule {
    /// 1 to `limit` characters, no control characters, not blank.
    static func isName(_ text: String, limit: Int = 200) -> Bool {
        (1...limit).contains(text.unicodeScalars.count) && isLine(text) && text.contains { !$0.isWhitespace }
    }

    /// No line breaks and no other control or bidirectional formatting characters, which can hide what a text says.
    static func isLine(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .surrogate: false
            default: !(0x202A...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value)
            }
        }
    }

    /// Several lines, no zero character.
    static func isText(_ text: String, limit: Int) -> Bool {
        text.unicodeScalars.count <= limit && !text.utf8.contains(0)
    }

    /// An absolute http or https address, one that begins with the literal text that stands for an image server, or the
    /// path of an image that the platform itself serves.
    static func isImageAddress(_ text: String) -> Bool {
        text.utf8.count <= 2048 && isLine(text) && !text.contains(" ")
            && ["http://", "https://", "{TMDB_BASE_PATH}/", "/images/"].contains { text.hasPrefix($0) && text != $0 }
    }

    /// `yyyy-MM-dd`, a day that the Gregorian calendar has, in the years 0001 to 9999.
    static func isDate(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return false }
        func number(_ range: Range<Int>) -> Int? {
            bytes[range].reduce(0 as Int?) { sum, byte in
                guard let sum, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                return sum * 10 + Int(byte - UInt8(ascii: "0"))
            }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), year >= 1,
            (1...12).contains(month)
        else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...lengths[month - 1]).contains(day)
    }

    /// Two letters in lower case, as ISO 639-1 has them.
    static func isLanguage(_ text: String) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    }

    /// One `@` with something on either side and no blanks: what can be said without asking a mail server.
    static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return text.utf8.count <= 254 && parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && isLine(text)
            && !text.contains(where: \.isWhitespace)
    }
}
