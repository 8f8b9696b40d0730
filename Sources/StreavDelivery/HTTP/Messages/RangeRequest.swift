/// What a `Range` field asks for, of content of a known length (RFC 9110 section 14).
public enum RangeRequest: Hashable, Sendable {
    /// No range, one that is not understood, or several: the whole content is the right answer to each of them.
    case whole
    /// Offsets in bytes, within the content and never empty.
    case part(Range<Int64>)
    /// Understood, but outside the content: 416.
    case unsatisfiable

    /// Longer fields are ignored: a single range needs 46 characters at most.
    public static let maximumFieldLength = 128

    /// - Parameter length: of the content in bytes, 0 or more.
    public static func parse(_ field: String?, length: Int64) -> RangeRequest {
        guard let field else { return .whole }
        let text = Array(field.utf8)
        let unit = Array("bytes=".utf8)
        guard text.count <= maximumFieldLength, text.count > unit.count else { return .whole }
        for (byte, expected) in zip(text, unit) where byte | 0x20 != expected | 0x20 { return .whole }
        let set = text[unit.count...]
        // Several ranges would have to be coalesced or sent as multipart; the whole is always allowed and is bounded.
        guard !set.contains(UInt8(ascii: ",")) else { return .whole }
        let trimmed = set.drop(while: ByteRules.isBlank)
        guard let dash = trimmed.firstIndex(of: UInt8(ascii: "-")) else { return .whole }
        var tail = trimmed[(dash + 1)...]
        while let last = tail.last, ByteRules.isBlank(last) { tail.removeLast() }
        return resolve(first: trimmed[..<dash], last: tail, length: length)
    }

    private static func resolve(first: ArraySlice<UInt8>, last: ArraySlice<UInt8>, length: Int64) -> RangeRequest {
        if first.isEmpty {
            guard let suffix = saturatingNumber(last) else { return .whole }
            guard suffix > 0, length > 0 else { return .unsatisfiable }
            return .part(max(0, length - suffix)..<length)
        }
        guard let start = saturatingNumber(first) else { return .whole }
        var end = Int64.max
        if !last.isEmpty {
            guard let number = saturatingNumber(last) else { return .whole }
            // Reversed: not a valid range, hence ignored.
            guard number >= start else { return .whole }
            end = number
        }
        guard start < length else { return .unsatisfiable }
        return .part(start..<(end >= length - 1 ? length : end + 1))
    }

    /// Digits only; numbers beyond 64 bits count as the largest.
    private static func saturatingNumber(_ digits: ArraySlice<UInt8>) -> Int64? {
        guard !digits.isEmpty else { return nil }
        var value: Int64 = 0
        for digit in digits {
            guard digit >= 0x30, digit <= 0x39 else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, more) = product.addingReportingOverflow(Int64(digit - 0x30))
            value = overflow || more || value == .max ? .max : sum
        }
        return value
    }
}
