import StreavDomain

/// A value of a table as it is exported.
enum ExportValue: Sendable, Equatable {
    case text(String?)
    case number(Int64)
    case boolean(Bool)
    case moment(Timestamp?)

    /// Empty where there is nothing.
    var text: String {
        switch self {
        case .text(let text): text ?? ""
        case .number(let number): String(number)
        case .boolean(let boolean): boolean ? "true" : "false"
        case .moment(let moment): moment.map(DateTimeText.write) ?? ""
        }
    }
}
