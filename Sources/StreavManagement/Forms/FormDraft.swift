import StreavDomain

/// What a form shows: what is there, or what was typed and what is wrong with it.
struct FormDraft: Sendable {
    private var values: [String: [String]]
    let problems: InvalidInput

    init(_ values: [String: [String]] = [:], problems: InvalidInput = InvalidInput()) {
        self.values = values
        self.problems = problems
    }

    subscript(name: String) -> String {
        get { values[name]?.first ?? "" }
        set { values[name] = [newValue] }
    }

    func all(_ name: String) -> [String] { values[name] ?? [] }

    mutating func set(_ name: String, _ list: [String]) { values[name] = list }

    /// What is wrong with a field or a part of it, in English.
    func problem(_ name: String) -> String? {
        problems.problems.first { $0.field == name || $0.field.hasPrefix(name + "[") }?.message
    }

    /// What is wrong with fields that the form does not show.
    func others(than names: [String]) -> [InvalidInput.Problem] {
        problems.problems.filter { problem in
            !names.contains { problem.field == $0 || problem.field.hasPrefix($0 + "[") }
        }
    }
}
