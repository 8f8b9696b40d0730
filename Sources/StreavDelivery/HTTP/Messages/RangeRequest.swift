/// What a `Range` field asks for, of content of a known length (RFC 9110 section 14).
public enum RangeRequest: Hashable, Sendable {
    /// No range, one that is not understood, or too many: the whole content is the right answer to each of them.
    case whole
    /// Offsets in bytes, within the content and never empty.
    case part(Range<Int64>)
    /// Two or more, within the content, in the order asked for, with a gap between any two.
    case parts([Range<Int64>])
    /// Understood, but outside the content: 416.
    case unsatisfiable

    /// Longer fields are ignored: a single range needs 46 characters at most.
    public static let maximumFieldLength = 256
    /// Parts nearer to each other than this are sent as one (RFC 9110 section 15.3.7.2): what announces a part takes
    /// about as much.
    static let smallestGap: Int64 = 80

    /// - Parameters:
    ///   - length: of the content in bytes, 0 or more.
    ///   - maximum: how many ranges are served at once; more are answered with the whole.
    public static func parse(_ field: String?, length: Int64, maximum: Int = 1) -> RangeRequest {
        guard let field else { return .whole }
        let text = Array(field.utf8)
        let unit = Array("bytes=".utf8)
        guard text.count <= maximumFieldLength, text.count > unit.count else { return .whole }
        for (byte, expected) in zip(text, unit) where byte | 0x20 != expected | 0x20 { return .whole }
        let set = text[unit.count...]
        guard set.contains(UInt8(ascii: ",")) else { return one(set, length: length) }
        let fields = set.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard fields.count <= maximum else { return .whole }
        var parts: [Range<Int64>] = []
        for field in fields {
            switch one(field, length: length) {
            case .whole, .parts: return .whole
            case .part(let range): parts.append(range)
            case .unsatisfiable: break
            }
        }
        return coalesced(parts)
    }

    /// What overlaps or nearly touches becomes one, so that no byte is sent twice.
    private static func coalesced(_ parts: [Range<Int64>]) -> RangeRequest {
        var merged: [Range<Int64>] = []
        for part in parts {
            var union = part
            // Joining one may bring it near another.
            while let index = merged.firstIndex(where: { isNear($0, union) }) {
                let other = merged.remove(at: index)
                union = min(union.lowerBound, other.lowerBound)..<max(union.upperBound, other.upperBound)
            }
            merged.append(union)
        }
        guard let first = merged.first else { return .unsatisfiable }
        return merged.count == 1 ? .part(first) : .parts(merged)
    }

    private static func isNear(_ left: Range<Int64>, _ right: Range<Int64>) -> Bool {
        max(left.lowerBound, right.lowerBound) - min(left.upperBound, right.upperBound) <= smallestGap
    }

    private static func one(_ set: ArraySlice<UInt8>, length: Int64) -> RangeRequest {
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
