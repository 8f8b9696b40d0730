import NIOCore

/// Builds a playlist line by line, and knows what may stand on one (RFC 8216 sections 4.1 and 4.2).
struct PlaylistWriter {
    private(set) var bytes: ByteBuffer

    init(capacity: Int) {
        bytes = ByteBufferAllocator().buffer(capacity: capacity)
    }

    mutating func line(_ text: String) {
        bytes.writeString(text)
        bytes.writeInteger(UInt8(ascii: "\n"))
    }

    /// Lines that another writer made.
    mutating func lines(_ lines: ByteBuffer) {
        bytes.writeImmutableBuffer(lines)
    }

    /// Whether `uri` can stand on a line of its own: not empty, not taken for a tag or comment, no white space.
    static func isAddress(_ uri: String) -> Bool {
        guard let first = uri.utf8.first, first != UInt8(ascii: "#") else { return false }
        return uri.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    }

    /// `uri` with white space, control characters, quotation marks and a leading `#` percent-encoded: fit for a line
    /// and for a quoted attribute alike.
    static func address(_ uri: String) -> String {
        var text = ""
        for (index, scalar) in uri.unicodeScalars.enumerated() {
            let isBlank = scalar.value <= 0x20 || scalar.value == 0x7F
            if isBlank || scalar == "\"" || (index == 0 && scalar == "#") {
                text += scalar.value < 16 ? "%0" : "%"
                text += String(scalar.value, radix: 16, uppercase: true)
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// A quoted-string attribute value. Quotation marks and line ends cannot occur in one, and there is no escape for
    /// them: marks become apostrophes, control characters spaces.
    static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "'"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: text += " "
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    /// A decimal with exactly three places. `thousandths` ≥ 0.
    static func decimal(thousandths: Int64) -> String {
        let (whole, part) = thousandths.quotientAndRemainder(dividingBy: 1_000)
        return part < 10 ? "\(whole).00\(part)" : part < 100 ? "\(whole).0\(part)" : "\(whole).\(part)"
    }
}
