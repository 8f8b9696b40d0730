/// One opened connection: which input, and which of its attempts, counted from 1. What a closed one still says is told
/// apart from what its successor says.
public struct SourceConnectionID: Hashable, Sendable {
    public let input: Int
    public let attempt: Int

    public init(input: Int, attempt: Int) {
        self.input = input
        self.attempt = attempt
    }
}
