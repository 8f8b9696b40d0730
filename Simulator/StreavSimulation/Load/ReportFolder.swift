import FoundationEssentials
import StreavGenerator

/// The folder that reports go to.
struct ReportFolder: Sendable {
    let path: String

    /// Makes it where it is not there.
    init(_ path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw SimulationError(.usage, "--report \(path): the folder cannot be made (\(error)).")
        }
    }

    func write(_ outcome: LoadOutcome) throws {
        for (name, content) in try outcome.reports() {
            try content.write(to: URL(filePath: "\(path)/\(name)"), options: .atomic)
        }
    }
}
