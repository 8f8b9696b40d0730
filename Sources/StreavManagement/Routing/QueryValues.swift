import StreavWeb

/// What follows the question mark: filters, sorting, pages. Whatever a page does not know is ignored, so that an old
/// bookmark still opens.
struct QueryValues: Sendable {
    private let form: FormText?

    init(_ query: String?) {
        form = query.flatMap { FormText(Array($0.utf8)) }
    }

    /// Nil when it is absent, empty, or longer than any filter is.
    subscript(_ name: String) -> String? {
        guard let value = form?[name], value.unicodeScalars.count <= Self.limit else { return nil }
        return value
    }

    /// The values of a name that is given several times.
    func all(_ name: String) -> [String] { form?.values(name).filter { !$0.isEmpty } ?? [] }

    func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
        self[name].flatMap { Int($0) }.flatMap { range.contains($0) ? $0 : nil }
    }

    func choice<Choice: RawRepresentable<String>>(_ name: String, _ type: Choice.Type = Choice.self) -> Choice? {
        self[name].flatMap(Choice.init(rawValue:))
    }

    /// In characters.
    static let limit = 200
}
