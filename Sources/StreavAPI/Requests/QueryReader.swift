import StreavDomain
import StreavWeb

/// Reads a query by the names that a route declares, ignoring case; an empty value is none. What is wrong is gathered
/// and thrown together by ``finish()``. Names that no route declares are ignored.
struct QueryReader {
    private let values: [String: [String]]
    private let declared: Set<String>
    private var problems = InvalidInput()

    /// - Parameter query: What follows the question mark, as it came.
    init(_ query: some StringProtocol, parameters: [QueryParameter]) throws {
        guard let form = FormText(Array(query.utf8)) else {
            throw InvalidInput(field: "query", "cannot be decoded")
        }
        declared = Set(parameters.map { $0.name.lowercased() })
        var values: [String: [String]] = [:]
        for (name, value) in form.pairs where !value.isEmpty {
            values[name.lowercased(), default: []].append(value)
        }
        self.values = values
    }

    mutating func text(_ name: String) -> String? {
        let given = all(name)
        if given.count > 1 { problems.require(false, name, "is given twice") }
        return given.first
    }

    mutating func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = text(name) else { return nil }
        guard let number = Int(text), text.utf8.first != UInt8(ascii: "+"), range.contains(number) else {
            problems.require(false, name, "must be an integer from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    mutating func id<Entity>(_ name: String, of type: Entity.Type = Entity.self) -> Identifier<Entity>? {
        integer(name, in: 1...Int(Int32.max)).map { Identifier(Int32($0)) }
    }

    mutating func boolean(_ name: String) -> Bool? {
        guard let text = text(name)?.lowercased() else { return nil }
        switch text {
        case "true": return true
        case "false": return false
        default:
            problems.require(false, name, "must be true or false")
            return nil
        }
    }

    /// One of the values that a route declares, ignoring case.
    mutating func choice<Choice>(_ name: String, _ choices: KeyValuePairs<String, Choice>) -> Choice? {
        guard let text = text(name)?.lowercased() else { return nil }
        guard let found = choices.first(where: { $0.key.lowercased() == text }) else {
            problems.require(false, name, "must be one of \(choices.map(\.key).joined(separator: ", "))")
            return nil
        }
        return found.value
    }

    /// What is to be included: the name repeated, or values separated by commas.
    mutating func include<Choice: Hashable>(_ choices: KeyValuePairs<String, Choice>) -> Set<Choice> {
        var included: Set<Choice> = []
        for part in all("include").flatMap({ $0.split(separator: ",") }) {
            let word = part.lowercased()
            if let found = choices.first(where: { $0.key.lowercased() == word }) {
                included.insert(found.value)
            } else {
                problems.require(false, "include", "must be among \(choices.map(\.key).joined(separator: ", "))")
            }
        }
        return included
    }

    mutating func page() -> PageQuery {
        let number = integer("page", in: 1...Int(Int32.max)) ?? 1
        let size = integer("pageSize", in: 1...Int(Int32.max)) ?? PageQuery.standardSize
        return PageQuery(number: number, size: min(size, PageQuery.sizeLimit))
    }

    /// Throws everything that was wrong.
    func finish() throws(InvalidInput) {
        try problems.throwIfAny()
    }

    private func all(_ name: String) -> [String] {
        precondition(declared.contains(name.lowercased()), "a route reads the query \(name) without declaring it")
        return values[name.lowercased()] ?? []
    }
}
