/// Why the simulator could not start. The text says what to do.
public struct SimulationError: Error, Sendable, CustomStringConvertible {
    public enum Kind: Sendable {
        /// What was asked for makes no sense: exit code 2.
        case usage
        /// The platform did not start: exit code 15.
        case startup
    }

    public let kind: Kind
    public let description: String

    public init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    public var exitCode: Int32 {
        switch kind {
        case .usage: 2
        case .startup: 15
        }
    }
}
