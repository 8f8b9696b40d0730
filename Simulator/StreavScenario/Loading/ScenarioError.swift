/// Why a scenario was not accepted: exit code 2.
public struct ScenarioError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Kind: Sendable, Hashable, CaseIterable {
        /// The file could not be read.
        case unreadable
        /// More bytes, levels, items or includes than allowed.
        case tooLarge
        /// Not YAML, or YAML of a sort that scenarios do not use.
        case malformed
        /// A key stands twice.
        case duplicate
        case unknownKey
        case missingKey
        /// A list where a table was expected, and the like.
        case wrongForm
        /// A metric, statistic, fault, player … that does not exist.
        case unknownName
        /// Not a number, a time, a rate, a check.
        case invalidValue
        case outOfRange
        /// Two things, each right by itself, that do not go together.
        case conflict
        /// Known, but not yet to be had.
        case unsupported
        /// A circle of includes, or one that leads out of where it may.
        case include
        /// A `--set` that leads nowhere.
        case setting
    }

    public let kind: Kind
    /// What it is about, as `--set` would name it: `cohorts[1].player`; empty for the scenario as a whole.
    public let path: String
    public let location: SourceLocation
    /// What is wrong.
    public let problem: String
    /// What would be right.
    public let remedy: String

    public init(_ kind: Kind, path: String, at location: SourceLocation, _ problem: String, remedy: String) {
        self.kind = kind
        self.path = path
        self.location = location
        self.problem = problem
        self.remedy = remedy
    }

    public var description: String {
        let subject = path.isEmpty ? "" : "\(path): "
        return "\(location): \(subject)\(problem); \(remedy)"
    }
}
