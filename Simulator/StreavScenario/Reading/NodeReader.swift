/// Reads one value of a document, and says where it stands if it is not as it should be.
struct NodeReader {
    let node: DocumentNode
    /// Empty at the root.
    let path: String

    init(_ node: DocumentNode, path: String = "") {
        self.node = node
        self.path = path
    }

    func error(_ kind: ScenarioError.Kind, _ problem: String, remedy: String) -> ScenarioError {
        ScenarioError(kind, path: path, at: node.location, problem, remedy: remedy)
    }

    /// A table with none but these keys.
    func table(_ allowed: [String]) throws(ScenarioError) -> TableReader {
        let table = try anyTable("with the keys \(allowed.joined(separator: ", "))")
        for entry in table.entries where !allowed.contains(entry.key) {
            throw ScenarioError(
                .unknownKey, path: table.path(of: entry.key), at: entry.keyLocation,
                "there is no key \(Printable.quoted(entry.key))",
                remedy: NearestMatch.remedy(for: entry.key, among: allowed))
        }
        return table
    }

    /// A table whose keys are not known beforehand.
    func anyTable(_ expected: String) throws(ScenarioError) -> TableReader {
        guard case .table(let entries) = node.content else { throw wrongForm("a table \(expected)") }
        return TableReader(reader: self, entries: entries)
    }

    /// A list of at most so many items.
    func list(atMost limit: Int, of what: String) throws(ScenarioError) -> [NodeReader] {
        guard case .list(let items) = node.content else { throw wrongForm("a list of \(what)") }
        guard items.count <= limit else {
            throw error(.tooLarge, "has \(items.count) \(what)", remedy: "at most \(limit) are allowed")
        }
        return items.enumerated().map { NodeReader($1, path: "\(path)[\($0)]") }
    }

    /// The text of a single value.
    func scalar(_ expected: String) throws(ScenarioError) -> String {
        guard case .scalar(let text) = node.content else { throw wrongForm(expected) }
        return text
    }

    func wrongForm(_ expected: String) -> ScenarioError {
        error(.wrongForm, "is \(node.form)", remedy: "it should be \(expected)")
    }

    var isTable: Bool {
        if case .table = node.content { true } else { false }
    }

    var isList: Bool {
        if case .list = node.content { true } else { false }
    }
}

extension NodeReader {
    /// What a table says its name is.
    var name: String? {
        guard case .table(let entries) = node.content,
            case .scalar(let name) = entries.first(where: { $0.key == "name" })?.value.content
        else { return nil }
        return name
    }
}
