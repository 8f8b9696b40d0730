import Foundation
import Testing

/// S55: what the programs are made of, as CycloneDX 1.5 has it (ECMA-424).
@Suite("The bill of materials", .timeLimit(.minutes(2)))
struct BillOfMaterialsTests {
    private struct Bill: Decodable {
        struct Property: Decodable {
            let name: String
            let value: String
        }

        struct Component: Decodable {
            let type: String
            let reference: String
            let name: String
            let version: String
            let purl: String?
            let properties: [Property]?

            enum CodingKeys: String, CodingKey {
                case type, name, version, purl, properties
                case reference = "bom-ref"
            }
        }

        struct Metadata: Decodable {
            let timestamp: String
            let component: Component
        }

        struct Dependency: Decodable {
            let ref: String
            let dependsOn: [String]
        }

        let bomFormat: String
        let specVersion: String
        let version: Int
        let metadata: Metadata
        let components: [Component]
        let dependencies: [Dependency]
    }

    private struct Pins: Decodable {
        struct Pin: Decodable {
            struct State: Decodable {
                let revision: String
                let version: String?
            }

            let identity: String
            let location: String
            let state: State
        }

        let pins: [Pin]
    }

    private static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func write(_ programs: [String]) async throws -> ToolProcess.Outcome {
        try await ToolProcess.run(
            root.appendingPathComponent("scripts/sbom.sh").path, programs, within: .seconds(100))
    }

    private static let programs = ["management", "streaming", "api"].map { BuiltProgram.path("streav-\($0)") }

    @Test("S55: it names every pinned package, every library that is loaded, and each with a version and an address")
    func contents() async throws {
        let outcome = try await Self.write(Self.programs)
        try #require(outcome.status == 0, "\(outcome.standardError)")
        let bill = try JSONDecoder().decode(Bill.self, from: outcome.standardOutput)
        #expect(bill.bomFormat == "CycloneDX" && bill.specVersion == "1.5" && bill.version == 1)
        #expect(bill.metadata.timestamp.contains(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/))
        #expect(bill.metadata.component.name == "streav" && bill.metadata.component.type == "application")
        #expect(
            (bill.metadata.component.properties ?? []).map(\.value).sorted()
                == ["streav-api", "streav-management", "streav-streaming"])

        let references = bill.components.map(\.reference)
        #expect(Set(references).count == references.count)
        #expect(bill.dependencies.map(\.ref) == ["streav"])
        #expect(Set(bill.dependencies.first?.dependsOn ?? []) == Set(references))
        for component in bill.components {
            #expect(["library", "framework"].contains(component.type), "\(component)")
            #expect(!component.name.isEmpty && !component.version.isEmpty, "\(component)")
            #expect(component.purl?.contains(/^pkg:(swift|deb|generic)\/[^ ]+@[^ ]+$/) == true, "\(component)")
        }

        let pinned = try Data(contentsOf: Self.root.appendingPathComponent("Package.resolved"))
        for pin in try JSONDecoder().decode(Pins.self, from: pinned).pins {
            let component = try #require(bill.components.first { $0.reference == "swift:\(pin.identity)" })
            #expect(component.version == pin.state.version)
            #expect(component.properties?.first?.value == pin.state.revision)
            #expect(component.purl?.hasSuffix("@\(component.version)") == true)
        }
        let names = Set(bill.components.filter { $0.reference.hasPrefix("deb:") }.map(\.name))
        for library in ["libpq5", "libssl3", "libsqlite3-0", "zlib1g", "libmaxminddb0", "libc6", "librabbitmq4"] {
            // Another release may call it otherwise, and still has it.
            let stem = library.prefix { !$0.isNumber }
            #expect(names.contains { $0.hasPrefix(stem) }, "\(library) is not among \(names.sorted())")
        }
        #expect(names.contains { $0.hasPrefix("libhiredis") })
    }

    @Test("S55: the same state of things gives the same bytes")
    func repeatable() async throws {
        let first = try await Self.write(Self.programs)
        let second = try await Self.write(Self.programs.reversed())
        #expect(first.status == 0 && first.standardOutput == second.standardOutput)
    }

    @Test("S55: what is no program is refused")
    func strangers() async throws {
        let outcome = try await Self.write(["/no/such/program"])
        #expect(outcome.status == 1 && outcome.standardOutput.isEmpty)
        #expect(outcome.standardError.contains("/no/such/program is no program"), "\(outcome.standardError)")
    }
}
