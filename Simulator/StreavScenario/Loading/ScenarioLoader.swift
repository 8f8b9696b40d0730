/// Reads scenarios: by the name of a built-in one, from files, or from text.
///
/// Everything that a file says is either understood or refused, with where and why.
public struct ScenarioLoader: Sendable {
    /// The bytes of a file. May stop after `limit` + 1 bytes: longer files are refused.
    public typealias Read = @Sendable (_ path: String, _ limit: Int) throws -> [UInt8]

    private let read: Read

    public init(read: @escaping Read) {
        self.read = read
    }

    /// A scenario by the name of a built-in one or the path of a file, with settings put over it in their order.
    public func load(_ name: String, settings: [SettingOverride] = []) throws(ScenarioError) -> Scenario {
        var trail = IncludeTrail()
        let document: DocumentNode
        if let builtIn = BuiltInScenario.named(name) {
            document = try self.document(of: .builtIn(builtIn.name), trail: &trail)
        } else {
            try refuseSlip(name)
            document = try self.document(of: .file(name), trail: &trail)
        }
        return try Self.scenario(document, settings: settings)
    }

    /// A scenario from text. `path` is where the text is from: what it includes is sought beside it.
    public func load(
        text: String, path: String, settings: [SettingOverride] = []
    ) throws(ScenarioError) -> Scenario {
        var trail = IncludeTrail()
        let document = try including(text, origin: .file(path), trail: &trail)
        return try Self.scenario(document, settings: settings)
    }

    private static func scenario(
        _ document: DocumentNode, settings: [SettingOverride]
    ) throws(ScenarioError) -> Scenario {
        guard settings.count <= ScenarioLimits.settings else {
            throw ScenarioError(
                .tooLarge, path: "", at: document.location, "is given \(settings.count) settings",
                remedy: "at most \(ScenarioLimits.settings) are allowed: write a file")
        }
        var document = document
        for setting in settings { document = try setting.applied(to: document) }
        return try Scenario(reading: NodeReader(document))
    }

    /// A word that is neither a built-in scenario nor looks like a file was meant as a name.
    private func refuseSlip(_ name: String) throws(ScenarioError) {
        guard !name.contains("/"), !name.contains(".") else { return }
        throw ScenarioError(
            .unknownName, path: "", at: SourceLocation(.file(name)), "there is no scenario of this name",
            remedy: NearestMatch.remedy(for: name, among: BuiltInScenario.all.map(\.name))
                + "; a file is named with its ending, such as ./\(Printable.text(name)).yaml")
    }

    // MARK: Includes

    private func document(
        of origin: SourceLocation.Origin, trail: inout IncludeTrail
    ) throws(ScenarioError) -> DocumentNode {
        switch origin {
        case .builtIn(let name):
            return try including(BuiltInScenario.named(name)?.text ?? "", origin: origin, trail: &trail)
        case .file(let path):
            return try including(try contents(of: path), origin: origin, trail: &trail)
        case .setting:
            preconditionFailure("A setting is not a document that could be included.")
        }
    }

    private func contents(of path: String) throws(ScenarioError) -> String {
        let start = SourceLocation(.file(path))
        let bytes: [UInt8]
        do {
            bytes = try read(path, ScenarioLimits.fileBytes)
        } catch {
            throw ScenarioError(
                .unreadable, path: "", at: start, "cannot be read: \(Printable.text("\(error)"))",
                remedy: "name a file that exists, or one of \(BuiltInScenario.all.map(\.name).joined(separator: ", "))")
        }
        guard bytes.count <= ScenarioLimits.fileBytes else {
            throw ScenarioError(
                .tooLarge, path: "", at: start, "is larger than \(ScenarioLimits.fileBytes) bytes",
                remedy: "leave out what is not a scenario")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ScenarioError(.malformed, path: "", at: start, "is not UTF-8 text", remedy: "save it as UTF-8")
        }
        return text
    }

    /// The document with what it includes below it.
    private func including(
        _ text: String, origin: SourceLocation.Origin, trail: inout IncludeTrail
    ) throws(ScenarioError) -> DocumentNode {
        var document = try YAMLText.parse(text, origin: origin)
        guard case .table(var entries) = document.content else {
            throw NodeReader(document).wrongForm("a table with a name, a duration and cohorts")
        }
        guard let index = entries.firstIndex(where: { $0.key == "include" }) else { return document }
        let reader = NodeReader(entries.remove(at: index).value, path: "include")
        document.content = .table(entries)
        let items = reader.isList ? try reader.list(atMost: ScenarioLimits.includes, of: "includes") : [reader]
        var base: DocumentNode?
        for item in items {
            let included = try resolve(item, from: origin)
            try trail.enter(included, from: origin, item)
            let below = try self.document(of: included, trail: &trail)
            trail.leave()
            base = base?.overlaid(with: below) ?? below
        }
        return base?.overlaid(with: document) ?? document
    }

    private func resolve(
        _ item: NodeReader, from origin: SourceLocation.Origin
    ) throws(ScenarioError) -> SourceLocation.Origin {
        let name = try item.text(atMost: 1000)
        if let builtIn = BuiltInScenario.named(name) { return .builtIn(builtIn.name) }
        guard case .file(let path) = origin else {
            throw item.unknownName("built-in scenario", name, among: BuiltInScenario.all.map(\.name))
        }
        guard !name.hasPrefix("/"), !name.isEmpty else {
            throw item.error(
                .include, "\(Printable.quoted(name)) is not a relative path",
                remedy: "name a file as seen from this one, or a built-in scenario")
        }
        return .file(RelativePath.resolve(name, beside: path))
    }
}
