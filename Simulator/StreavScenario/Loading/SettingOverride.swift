/// `--set path=value`: one value of a scenario, put over the file's. The value is YAML, so `faults=[]` works as well.
public struct SettingOverride: Sendable, Hashable {
    /// As it was given.
    public let argument: String
    let path: SettingPath
    let value: String

    /// Throws unless there is a path, an equals sign and a value.
    public init(_ argument: String) throws(ScenarioError) {
        func refuse(_ kind: ScenarioError.Kind, _ problem: String, _ remedy: String) -> ScenarioError {
            ScenarioError(kind, path: "", at: SourceLocation(.setting(argument)), problem, remedy: remedy)
        }
        let example = "write path=value, such as cohorts.tv.population=200 or duration=10s"
        guard argument.utf8.count <= ScenarioLimits.settingBytes else {
            throw refuse(.tooLarge, "is longer than \(ScenarioLimits.settingBytes) bytes", "shorten it")
        }
        guard let separator = Self.separator(in: argument) else {
            throw refuse(.setting, "has no equals sign after the path", example)
        }
        guard let path = SettingPath(argument[..<separator]) else {
            throw refuse(.setting, "\(Printable.quoted(argument[..<separator])) is not a path", example)
        }
        self.argument = argument
        self.path = path
        value = String(argument[argument.index(after: separator)...])
    }

    /// The first equals sign outside of quotation marks.
    private static func separator(in argument: String) -> String.Index? {
        var isQuoted = false
        return argument.indices.first { index in
            if argument[index] == "\"" { isQuoted.toggle() }
            return argument[index] == "=" && !isQuoted
        }
    }

    /// The document with the value put in; tables on the way are made, items of lists are not.
    func applied(to document: DocumentNode) throws(ScenarioError) -> DocumentNode {
        let origin = SourceLocation.Origin.setting(argument)
        let node = try YAMLText.parse(value, origin: origin)
        if case .empty = node.content { throw refusal("", "has no value", "write one after the equals sign") }
        return try place(node, in: document, steps: path.steps[...], path: "")
    }

    private func place(
        _ value: DocumentNode, in node: DocumentNode, steps: ArraySlice<SettingPath.Step>, path: String
    ) throws(ScenarioError) -> DocumentNode {
        guard let step = steps.first else { return value }
        let rest = steps.dropFirst()
        var changed = node
        switch (node.content, step) {
        case (.table(var entries), .key(let key)):
            let location = SourceLocation(.setting(argument))
            let index = entries.firstIndex { $0.key == key }
            let old = index.map { entries[$0].value } ?? DocumentNode(location: location, content: .table([]))
            let new = DocumentEntry(
                key: key, keyLocation: location,
                value: try place(value, in: old, steps: rest, path: SettingPath.child(key, of: path)))
            if let index { entries[index] = new } else { entries.append(new) }
            changed.content = .table(entries)
        case (.list(var items), _):
            let index = try self.index(of: step, in: items, path: path)
            items[index] = try place(value, in: items[index], steps: rest, path: "\(path)[\(index)]")
            changed.content = .list(items)
        case (.empty, .key):
            let table = DocumentNode(location: node.location, content: .table([]))
            return try place(value, in: table, steps: steps, path: path)
        case (.table, .index):
            throw refusal(path, "is a table, which has keys and no numbers", "name one of its keys")
        case (.scalar, _), (.empty, .index):
            throw refusal(path, "is \(node.form), with nothing inside", "set it as a whole")
        }
        return changed
    }

    private func index(
        of step: SettingPath.Step, in items: [DocumentNode], path: String
    ) throws(ScenarioError) -> Int {
        switch step {
        case .index(let index):
            guard items.indices.contains(index) else {
                throw refusal(path, "has \(items.count) items and none of number \(index)", "they count from 0")
            }
            return index
        case .key(let name):
            let names = items.map { NodeReader($0).name }
            if let index = names.firstIndex(of: name) { return index }
            let known = names.compactMap(\.self)
            throw refusal(
                path, "has no item of the name \(Printable.quoted(name))",
                known.isEmpty ? "name one by its number, such as [0]" : NearestMatch.remedy(for: name, among: known))
        }
    }

    private func refusal(_ path: String, _ problem: String, _ remedy: String) -> ScenarioError {
        ScenarioError(.setting, path: path, at: SourceLocation(.setting(argument)), problem, remedy: remedy)
    }
}
