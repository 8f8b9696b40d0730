/// The choice of a content coding (RFC 9110 section 12.5.3).
public enum AcceptEncoding {
    /// Longer fields are treated as absent.
    public static let maximumFieldLength = 512

    /// Whether gzip is acceptable: named, or covered by `*`, and not with a weight of zero.
    public static func allowsGzip(_ field: String?) -> Bool {
        guard let field, field.utf8.count <= maximumFieldLength else { return false }
        var wildcard = false
        for element in field.lowercased().split(separator: ",") {
            let parts = element.split(separator: ";").map(trimmed)
            guard let coding = parts.first else { continue }
            let isAllowed = !parts.dropFirst().contains(where: isZeroWeight)
            if coding == "gzip" || coding == "x-gzip" { return isAllowed }
            if coding == "*" { wildcard = isAllowed }
        }
        return wildcard
    }

    /// `q=0`, `q=0.`, `q=0.000`; what is no weight at all counts as zero, since then nothing is certain.
    private static func isZeroWeight(_ parameter: Substring) -> Bool {
        guard parameter.hasPrefix("q") else { return false }
        let sides = parameter.split(separator: "=", maxSplits: 1).map(trimmed)
        guard sides.count == 2, sides[0] == "q", let weight = Double(sides[1]) else { return true }
        return !(weight > 0 && weight <= 1)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var result = text.drop { $0 == " " || $0 == "\t" }
        while result.last == " " || result.last == "\t" { result.removeLast() }
        return result
    }
}
