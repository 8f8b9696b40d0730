/// What a member holds.
indirect enum ShapeType: Sendable {
    case id
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>?)
    case boolean
    /// - Parameters:
    ///   - limit: Characters; nil where nothing is promised.
    ///   - pattern: An expression of ECMA-262 that the text matches; nil where nothing is promised.
    case text(limit: Int?, pattern: String? = nil)
    /// One of these texts.
    case choice([String])
    case dateTime
    case date
    /// - Parameters:
    ///   - limit: Entries; nil where nothing is promised.
    ///   - isDistinct: No entry is there twice.
    case list(ShapeType, limit: Int?, isDistinct: Bool = false)
    case object(Shape)

    /// A text to look for. No zero character, which no query may hold.
    static let search = ShapeType.text(limit: nil, pattern: #"^[^\u0000]*$"#)

    /// In words, for the reference.
    var words: String {
        switch self {
        case .id: "id"
        case .integer(let range):
            range.upperBound < Int(Int32.max)
                ? "integer, \(range.lowerBound) to \(range.upperBound)" : "integer, \(range.lowerBound) or more"
        case .number(let range): range.map { "number, \($0.lowerBound) to \($0.upperBound)" } ?? "number"
        case .boolean: "boolean"
        case .text(let limit, _): limit.map { "string, at most \($0)" } ?? "string"
        case .choice(let texts): texts.joined(separator: " or ")
        case .dateTime: "date-time"
        case .date: "date"
        case .list(let type, let limit, _):
            limit.map { "list of \(type.words), at most \($0)" } ?? "list of \(type.words)"
        case .object(let shape): shape.name
        }
    }
}
