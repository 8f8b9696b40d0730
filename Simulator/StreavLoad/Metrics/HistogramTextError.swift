/// Why a text is no histogram.
public enum HistogramTextError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Not the five parts that it must have, or of another version.
    case badForm
    /// A number that is none, is not finite, or is out of range.
    case badNumber(field: String)
    /// Extremes, sum and buckets cannot belong together, or the buckets do not rise.
    case contradiction

    public var description: String {
        switch self {
        case .badForm: "a histogram reads '\(Histogram.textVersion) sum=… min=… max=… buckets=…'"
        case .badNumber(let field): "the number after '\(field)=' is none, or out of range"
        case .contradiction: "the extremes, the sum and the buckets of the histogram contradict each other"
        }
    }
}
