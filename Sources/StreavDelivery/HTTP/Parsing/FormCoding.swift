/// `application/x-www-form-urlencoded`, as in queries and forms (URL standard, section 5.1).
enum FormCoding {
    /// The first value of `name`; nil when it is absent or no valid UTF-8.
    static func first(_ name: String, in bytes: UnsafeRawBufferPointer) -> String? {
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            guard decoded(pair[..<equals]) == name else { continue }
            return decoded(equals == pair.endIndex ? pair[equals...] : pair[(equals + 1)...])
        }
        return nil
    }

    private static func decoded(_ bytes: Slice<UnsafeRawBufferPointer>) -> String? {
        let octets = PercentCoding.decode(UnsafeRawBufferPointer(rebasing: bytes), plusIsSpace: true)
        return String(validating: octets, as: UTF8.self)
    }
}
