/// The four characters that name a box.
struct BoxType: Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    let code: UInt32

    init(_ code: UInt32) {
        self.code = code
    }

    init(stringLiteral value: StaticString) {
        precondition(value.utf8CodeUnitCount == 4, "a box has a name of four characters")
        code = value.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt32($1) } }
    }

    /// The characters; what cannot be printed is a question mark.
    var description: String {
        let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: code >> $0) }
        return String(decoding: bytes.map { (0x20..<0x7F).contains($0) ? $0 : 0x3F }, as: UTF8.self)
    }
}
