import Foundation

/// The repository that these tests were built from.
enum SourceTree {
    static let root: URL = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let swift: [SourceFile] = ["Sources", "Simulator", "Tests", "Benchmarks"].flatMap {
        files(under: $0) { $0.hasSuffix(".swift") }
    }

    /// The folders of the benchmarks that are targets: the others are no Swift.
    static let benchmarks: [String] = Set(
        swift.filter { $0.path.hasPrefix("Benchmarks/") }
            .map { $0.path.split(separator: "/").prefix(2).joined(separator: "/") }
    ).sorted()

    static let product: [SourceFile] = swift.filter(\.isProduct)

    /// Everything that people read, these tests apart: they have to name what they forbid.
    static let readable: [SourceFile] =
        swift.filter { !$0.path.hasPrefix("Tests/TidyTests/") }
        + files(under: "scripts") { _ in true } + files(under: ".ci") { _ in true }
        + files(under: "docs") { $0.hasSuffix(".md") }
        + ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "Makefile", "Package.swift"]
        .compactMap(file)

    static func file(_ path: String) -> SourceFile? {
        guard let text = try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8) else { return nil }
        return SourceFile(path: path, text: text)
    }

    static func folders(in path: String) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(path).path)
        return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }

    static func files(under folder: String, _ isWanted: (String) -> Bool) -> [SourceFile] {
        paths(under: folder).filter(isWanted).compactMap(file)
    }

    /// All files below a folder, sorted.
    static func paths(under folder: String) -> [String] {
        let base = root.appendingPathComponent(folder)
        guard let names = FileManager.default.enumerator(atPath: base.path) else { return [] }
        return names.compactMap { $0 as? String }.sorted().map { folder + "/" + $0 }.filter { path in
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(
                atPath: root.appendingPathComponent(path).path, isDirectory: &isFolder)
            return exists && !isFolder.boolValue
        }
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
    }

    static func size(of path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: root.appendingPathComponent(path).path)
        return (attributes?[.size] as? Int) ?? 0
    }
}
