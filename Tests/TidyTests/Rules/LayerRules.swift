import Testing

@Suite("Layer rules")
struct LayerRules {
    private let manifest: Manifest

    init() throws {
        manifest = Manifest(try #require(SourceTree.file("Package.swift")).text)
    }

    @Test("Every folder of the product is a target with a layer")
    func allTargets() {
        let folders =
            SourceTree.folders(in: "Sources").map { "Sources/\($0)" }
            + SourceTree.folders(in: "Simulator").map { "Simulator/\($0)" } + SourceTree.benchmarks
        #expect(Set(manifest.targets.map(\.path)) == Set(folders))
        #expect(manifest.targets.allSatisfy { $0.layer >= 0 })
    }

    @Test("Arrows point down, or along a layer without a circle")
    func arrowsPointDown() {
        for target in manifest.targets {
            for name in target.dependencies {
                let dependency = manifest.target(name)
                #expect((dependency?.layer ?? .max) <= target.layer, "\(target.name) points up to \(name)")
                #expect(!manifest.closure(of: name).contains(target.name), "\(target.name) and \(name) form a circle")
            }
        }
    }

    @Test("The data plane cannot name SQL", arguments: ["StreavStreaming", "StreavDelivery", "StreavMedia"])
    func dataPlane(_ name: String) {
        let reached = manifest.closure(of: name)
        #expect(reached.isDisjoint(with: ["StreavSQL", "StreavSQLite", "StreavStore", "StreavControl"]))
    }

    @Test("Assembly and the surfaces know ports, never an adapter; the runtime alone joins them")
    func noAdapters() {
        let adapters = Set(manifest.targets.filter { $0.layer == 2 }.map(\.name))
        #expect(!adapters.isEmpty)
        for target in manifest.targets where (3...5).contains(target.layer) && target.name != "StreavRuntime" {
            #expect(adapters.isDisjoint(with: target.dependencies), "\(target.name) knows an adapter")
        }
    }

    @Test(
        "S52: no program of a deployment reaches the simulator, its faults, seeds or load",
        arguments: ["streav-management", "streav-streaming", "streav-api", "streav-cli"])
    func programs(_ name: String) {
        let reached = manifest.closure(of: name)
        #expect(reached.contains("StreavRuntime"))
        let simulator = manifest.targets.filter { $0.path.hasPrefix("Simulator/") }.map(\.name)
        #expect(!simulator.isEmpty && reached.isDisjoint(with: simulator))
    }

    @Test("What a file imports of this package, its target declares")
    func imports() {
        let names = Set(manifest.targets.map(\.name))
        var findings: [String] = []
        for target in manifest.targets {
            for file in SourceTree.product where file.path.hasPrefix(target.path + "/") {
                for line in file.codeLines where line.text.contains("import ") {
                    guard
                        let match = line.text.firstMatch(of: /\bimport\s+(?:struct\s+|class\s+|enum\s+|func\s+)?(\w+)/)
                    else { continue }
                    let module = String(match.1)
                    if names.contains(module), module != target.name, !target.dependencies.contains(module) {
                        findings.append("\(file.path):\(line.number) imports \(module)")
                    }
                }
            }
        }
        #expect(findings.isEmpty, "\(findings.joined(separator: ", "))")
    }

    @Test("A C library has one adapter")
    func oneAdapter() {
        for library in manifest.targets where library.layer == 0 {
            let users = manifest.targets.filter { $0.dependencies.contains(library.name) }.map(\.name)
            #expect(users.count == 1, "\(library.name) is used by \(users)")
        }
    }
}
