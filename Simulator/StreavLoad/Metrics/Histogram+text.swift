extension Histogram: Codable, CustomStringConvertible {
    static let textVersion = "log64/1"

    /// The stable text form: `log64/1 sum=6.5 min=-1.0 max=4.0 buckets=-1281:1,1345:2`. ``init(text:)`` reads it back.
    public var text: String {
        let values = filled.map { "\($0.index):\($0.count)" }.joined(separator: ",")
        let least = minimum.map { "\($0)" } ?? "none"
        let most = maximum.map { "\($0)" } ?? "none"
        return "\(Self.textVersion) sum=\(sum) min=\(least) max=\(most) buckets=\(values)"
    }

    public var description: String { text }

    /// Reads ``text``.
    ///
    /// - Throws: ``HistogramTextError`` where it is none, or contradicts itself.
    public init(text: String) throws(HistogramTextError) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == Self.textVersion else { throw .badForm }
        let sum = try Self.number(parts[1], after: "sum=")
        let minimum = try Self.number(parts[2], after: "min=")
        let maximum = try Self.number(parts[3], after: "max=")
        let buckets = try Self.buckets(parts[4], after: "buckets=")
        guard let sum else { throw .badNumber(field: "sum") }
        guard let first = buckets.first, let last = buckets.last else {
            guard sum == 0, minimum == nil, maximum == nil else { throw .contradiction }
            self.init()
            return
        }
        guard let minimum, let maximum, minimum <= maximum, Self.index(of: minimum) == first.index,
            Self.index(of: maximum) == last.index
        else { throw .contradiction }
        self.init(buckets: buckets, sum: sum, minimum: minimum, maximum: maximum)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            try self.init(text: container.decode(String.self))
        } catch let error as HistogramTextError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// Nil for `none`.
    private static func number(_ part: Substring, after name: String) throws(HistogramTextError) -> Double? {
        guard part.hasPrefix(name) else { throw .badForm }
        let value = part.dropFirst(name.count)
        if value == "none" { return nil }
        guard let number = Double(value), number.isFinite else { throw .badNumber(field: String(name.dropLast())) }
        return number
    }

    private static func buckets(
        _ part: Substring, after name: String
    ) throws(HistogramTextError) -> [(index: Int, count: UInt64)] {
        guard part.hasPrefix(name) else { throw .badForm }
        var found: [(index: Int, count: UInt64)] = []
        var total: UInt64 = 0
        for entry in part.dropFirst(name.count).split(separator: ",", omittingEmptySubsequences: true) {
            let pair = entry.split(separator: ":", omittingEmptySubsequences: false)
            guard pair.count == 2, let index = Int(pair[0]), let count = UInt64(pair[1]), count > 0,
                (-lastIndex...lastIndex).contains(index)
            else { throw .badNumber(field: "buckets") }
            // Rising, so that there are no more entries than buckets and none twice.
            if let last = found.last, last.index >= index { throw .contradiction }
            let (sum, overflows) = total.addingReportingOverflow(count)
            guard !overflows else { throw .contradiction }
            total = sum
            found.append((index, count))
        }
        return found
    }
}
