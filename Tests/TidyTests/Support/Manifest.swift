/// The targets of Package.swift with their layers, read from its text.
///
/// `swift build --explicit-target-dependency-import-check error` holds the code to the manifest; this holds the
/// manifest to the layers.
struct Manifest {
    struct Target: Equatable {
        let name: String
        let layer: Int
        let path: String
        /// Targets of this package only.
        var dependencies: [String]
    }

    /// The targets of the product; tests are not among them.
    let targets: [Target]

    init(_ text: String) {
        var layer = -1
        var targets: [Target] = []
        var declaration: String?
        for line in text.split(separator: "\n") {
            if let match = line.firstMatch(of: /\/\/ Layer (\d+):/) { layer = Int(match.1) ?? -1 }
            if line.contains("// Tests:") { break }
            if line.contains(/^ {8}(library\(|\.systemLibrary\(|\.executableTarget\()/) { declaration = "" }
            guard let open = declaration else { continue }
            let whole = open + "\n" + line
            declaration = whole
            if whole.count(where: { $0 == "(" }) == whole.count(where: { $0 == ")" }) {
                if let target = Self.target(whole, layer: layer) { targets.append(target) }
                declaration = nil
            }
        }
        let names = Set(targets.map(\.name))
        self.targets = targets.map { target in
            var target = target
            target.dependencies = target.dependencies.filter(names.contains)
            return target
        }
    }

    func target(_ name: String) -> Target? {
        targets.first { $0.name == name }
    }

    /// All that a target reaches, itself included.
    func closure(of name: String) -> Set<String> {
        var reached: Set<String> = []
        var open = [name]
        while let next = open.popLast() {
            guard reached.insert(next).inserted else { continue }
            open += target(next)?.dependencies ?? []
        }
        return reached
    }

    private static func target(_ declaration: String, layer: Int) -> Target? {
        let quoted = declaration.matches(of: /"([^"]*)"/).map { String($0.1) }
        guard let name = quoted.first else { return nil }
        let path = declaration.firstMatch(of: /path: "([^"]*)"/).map { String($0.1) }
        return Target(
            name: name, layer: layer, path: path ?? "Sources/\(name)", dependencies: Array(quoted.dropFirst()))
    }
}
