extension IPAddress: CustomStringConvertible, Codable {
    /// Dotted decimal, or the form of RFC 5952: lower case, no leading zeros, the longest run of zero groups shortened.
    public var description: String {
        switch family {
        case .v4:
            return "\(low >> 24).\(low >> 16 & 0xFF).\(low >> 8 & 0xFF).\(low & 0xFF)"
        case .v6:
            let groups = Self.groups(of: high) + Self.groups(of: low)
            let texts = groups.map { String($0, radix: 16) }
            guard let run = Self.longestZeroRun(groups) else { return texts.joined(separator: ":") }
            return texts[..<run.lowerBound].joined(separator: ":") + "::"
                + texts[run.upperBound...].joined(separator: ":")
        }
    }

    private static func groups(of half: UInt64) -> [UInt64] {
        [half >> 48, half >> 32 & 0xFFFF, half >> 16 & 0xFFFF, half & 0xFFFF]
    }

    /// Two groups or more; the first of equal ones (RFC 5952 section 4.2).
    private static func longestZeroRun(_ groups: [UInt64]) -> Range<Int>? {
        var best: Range<Int>?
        var start = 0
        while start < groups.count {
            var end = start
            while end < groups.count, groups[end] == 0 { end += 1 }
            if end - start >= 2, end - start > (best?.count ?? 0) { best = start..<end }
            start = max(end, start + 1)
        }
        return best
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let address = try IPAddress(container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an IP address")
        }
        self = address
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
