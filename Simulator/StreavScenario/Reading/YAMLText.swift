import Yams

/// YAML as scenarios use it: one document of tables, lists and single values, in bounds.
///
/// Single values stay text: what `on`, `1e3` or `012` means is for the field to say that it stands in, not for YAML's
/// many rules.
enum YAMLText {
    static func parse(_ text: String, origin: SourceLocation.Origin) throws(ScenarioError) -> DocumentNode {
        let start = SourceLocation(origin)
        guard text.utf8.count <= ScenarioLimits.fileBytes else {
            throw ScenarioError(
                .tooLarge, path: "", at: start, "is larger than \(ScenarioLimits.fileBytes) bytes",
                remedy: "leave out what is not a scenario")
        }
        guard aliasCount(text) <= ScenarioLimits.aliases else {
            throw ScenarioError(
                .tooLarge, path: "", at: start, "uses anchors more than \(ScenarioLimits.aliases) times",
                remedy: "write the values out")
        }
        let root: Node?
        do {
            // The encoding is named because the default is looked up in the environment, and printed.
            root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
        } catch {
            throw refusal(error, origin: origin)
        }
        guard let root else { return DocumentNode(location: start, content: .empty) }
        var values = 0
        return try convert(root, origin: origin, depth: 0, values: &values)
    }

    /// At least how often an anchor is used: whatever looks like a use counts, in texts and comments too. Known before
    /// parsing, since comparing the keys of a table alone takes exponential time where aliases nest.
    private static func aliasCount(_ text: String) -> Int {
        var count = 0
        var previous = UInt8(ascii: " ")
        var isStar = false
        for byte in text.utf8 {
            if isStar, isNameByte(byte) { count += 1 }
            isStar = byte == UInt8(ascii: "*") && !isNameByte(previous)
            previous = byte
        }
        return count
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }

    private static func convert(
        _ node: Node, origin: SourceLocation.Origin, depth: Int, values: inout Int
    ) throws(ScenarioError) -> DocumentNode {
        let location = place(node, origin)
        values += 1
        guard values <= ScenarioLimits.values, depth <= ScenarioLimits.nesting else {
            throw ScenarioError(
                .tooLarge, path: "", at: location,
                values > ScenarioLimits.values
                    ? "has more than \(ScenarioLimits.values) values"
                    : "nests deeper than \(ScenarioLimits.nesting) levels",
                remedy: "a scenario needs far less")
        }
        try refuseForeignTag(node, location)
        switch node {
        case .scalar(let scalar):
            return DocumentNode(location: location, content: try content(scalar, location))
        case .sequence(let sequence):
            var list: [DocumentNode] = []
            for item in sequence {
                list.append(try convert(item, origin: origin, depth: depth + 1, values: &values))
            }
            return DocumentNode(location: location, content: .list(list))
        case .mapping(let mapping):
            return DocumentNode(
                location: location,
                content: .table(try entries(of: mapping, origin: origin, depth: depth, values: &values)))
        case .alias:
            throw ScenarioError(
                .malformed, path: "", at: location, "leaves an alias open", remedy: "write the value out")
        }
    }

    private static func entries(
        of mapping: Node.Mapping, origin: SourceLocation.Origin, depth: Int, values: inout Int
    ) throws(ScenarioError) -> [DocumentEntry] {
        var entries: [DocumentEntry] = []
        var keys: Set<String> = []
        for (key, value) in mapping {
            let location = place(key, origin)
            guard case .scalar(let name) = key else {
                throw ScenarioError(
                    .malformed, path: "", at: location, "has a list or a table for a key", remedy: "a key is a word")
            }
            guard keys.insert(name.string).inserted else { throw duplicate(name.string, location) }
            let node = try convert(value, origin: origin, depth: depth + 1, values: &values)
            entries.append(DocumentEntry(key: name.string, keyLocation: location, value: node))
        }
        return entries
    }

    private static func content(
        _ scalar: Node.Scalar, _ location: SourceLocation
    ) throws(ScenarioError) -> DocumentNode.Content {
        let text = scalar.string
        guard text.utf8.count <= ScenarioLimits.valueBytes else {
            throw ScenarioError(
                .tooLarge, path: "", at: location, "is a value of more than \(ScenarioLimits.valueBytes) bytes",
                remedy: "shorten it")
        }
        let isEmpty = scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(text)
        return isEmpty ? .empty : .scalar(text)
    }

    private static func refuseForeignTag(_ node: Node, _ location: SourceLocation) throws(ScenarioError) {
        let tag = node.tag.description
        let core = "tag:yaml.org,2002:"
        guard !["", "!", core + "str", core + "seq", core + "map"].contains(tag) else { return }
        throw ScenarioError(
            .malformed, path: "", at: location, "has the tag \(Printable.quoted(tag))",
            remedy: "scenarios have no tags: leave it out")
    }

    private static func place(_ node: Node, _ origin: SourceLocation.Origin) -> SourceLocation {
        SourceLocation(origin, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    private static func duplicate(_ key: String, _ location: SourceLocation) -> ScenarioError {
        ScenarioError(
            .duplicate, path: "", at: location, "has the key \(Printable.quoted(key)) more than once in one table",
            remedy: "keep one of them")
    }

    private static func refusal(_ error: any Error, origin: SourceLocation.Origin) -> ScenarioError {
        func malformed(_ problem: String, _ location: SourceLocation) -> ScenarioError {
            ScenarioError(
                .malformed, path: "", at: location, "is not YAML: \(Printable.text(problem))",
                remedy: "mend it there, or just above")
        }
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
            let location = SourceLocation(origin, line: mark.line, column: mark.column)
            if problem.contains("nesting") {
                return ScenarioError(
                    .tooLarge, path: "", at: location, "nests deeper than \(ScenarioLimits.nesting) levels",
                    remedy: "a scenario needs far less")
            }
            return malformed(problem, location)
        case .composer(_, let problem, let mark, _):
            return malformed(problem, SourceLocation(origin, line: mark.line, column: mark.column))
        case .duplicatedKeysInMapping(let keys, let context):
            let location = SourceLocation(origin, line: context.mark.line, column: context.mark.column)
            return duplicate(keys.first ?? "", location)
        case .reader(let problem, _, _, _): return malformed(problem, SourceLocation(origin))
        default: return malformed("it cannot be read", SourceLocation(origin))
        }
    }
}
