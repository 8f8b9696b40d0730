import Foundation
import Testing

@testable import StreavRuntime

@Suite("The page of the settings")
struct ReferenceTests {
    private static func rows() throws -> [String: [String]] {
        var root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let text = try String(contentsOf: root.appendingPathComponent("docs/configuration.md"), encoding: .utf8)
        var rows: [String: [String]] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("| `STREAV_") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            rows[cells[0].trimmingCharacters(in: ["`"])] = Array(cells.dropFirst())
        }
        return rows
    }

    @Test("docs/configuration.md says of every setting who reads it, and what holds without it")
    func page() throws {
        let rows = try Self.rows()
        #expect(Set(rows.keys) == Set(Setting.allCases.map(\.rawValue)))
        for setting in Setting.allCases {
            let cells = try #require(rows[setting.rawValue])
            let readers =
                setting.components == Component.allCases
                ? "all" : setting.components.map(\.rawValue).joined(separator: ", ")
            #expect(cells.first == readers, "\(setting.rawValue): \(readers)")
            #expect(cells.dropFirst().first == Self.standard(setting), "\(setting.rawValue): \(Self.standard(setting))")
            #expect(cells.count == 3 && !(cells.last ?? "").isEmpty, "\(setting.rawValue)")
        }
    }

    private static func standard(_ setting: Setting) -> String {
        switch setting {
        case .listenPort: Component.allCases.map { "\($0.defaultPort) (\($0.rawValue))" }.joined(separator: ", ")
        case .nodeName: "the host's name"
        default:
            if setting.components.contains(where: setting.isRequired(by:)) {
                "required"
            } else {
                setting.defaultText.map { "`\($0)`" } ?? "none"
            }
        }
    }

    @Test("--help names what a component reads, and nothing else", arguments: Component.allCases)
    func help(_ component: Component) {
        let text = Usage.text(component)
        for setting in Setting.allCases {
            let line = text.split(separator: "\n").contains { $0.hasPrefix("  \(setting.rawValue)") }
            #expect(line == setting.components.contains(component), "\(setting.rawValue)")
        }
    }
}
