import FoundationEssentials
import Testing

@testable import StreavScenario

@Suite("docs/scenarios.md")
struct ReferenceTests {
    private let lines: [String]

    init() throws {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let data = try Data(contentsOf: URL(filePath: "/\(root)/docs/scenarios.md"))
        lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func row(_ name: String) -> String? { lines.first { $0.hasPrefix("| `\(name)` |") } }

    @Test("has a row for every key, shape, fault and metric")
    func rows() {
        let names =
            Scenario.keys + ArrivalShape.allCases.map(\.rawValue) + FaultWord.allCases.map(\.rawValue)
            + Metric.allCases.map(\.rawValue)
        for name in names { #expect(row(name) != nil, "\(name)") }
    }

    @Test("names the parameters of every fault")
    func parameters() throws {
        for word in FaultWord.allCases {
            let found = try #require(row(word.rawValue))
            for parameter in FaultParameter.allCases {
                let isNamed = found.contains("`\(parameter.rawValue)`")
                #expect(isNamed == word.parameters.contains(parameter), "\(found)")
            }
        }
    }

    @Test("names the statistics of every metric")
    func statistics() throws {
        for metric in Metric.allCases {
            let found = try #require(row(metric.rawValue))
            let cell = try #require(found.split(separator: "|").last { !$0.isEmpty })
            #expect(cell.contains("of samples") == metric.allows(.mean), "\(found)")
            for name in ["pooled", "rate", "count"] {
                let statistic = try #require(Statistic(name))
                #expect(cell.contains("`\(name)`") == metric.allows(statistic), "\(found)")
            }
        }
    }

    @Test("names everything else that has a name")
    func names() {
        let text = lines.joined(separator: "\n")
        let names =
            PlayerProfile.allCases.map(\.rawValue) + AdaptationAlgorithm.allCases.map(\.rawValue)
            + Persona.allCases.map(\.rawValue) + CohortKind.allCases.map(\.rawValue)
            + NetworkProfile.Named.allCases.map(\.rawValue) + MetricTag.allCases.map(\.rawValue)
            + SometimesEvent.Observation.allCases.map(\.rawValue) + BuiltInScenario.all.map(\.name)
        for name in names { #expect(text.contains("`\(name)`"), "\(name)") }
        for code in ExitCode.allCases { #expect(text.contains("| \(code.rawValue) |")) }
    }

    @Test("its example is a scenario")
    func example() throws {
        let blocks = lines.joined(separator: "\n").split(separator: "```yaml\n")
        let block = try #require(blocks.dropFirst().first?.split(separator: "\n```").first)
        let scenario = try Scenario(text: String(block))
        #expect(scenario.name == "derby")
        #expect(scenario.thresholds.count == 3)
    }
}
