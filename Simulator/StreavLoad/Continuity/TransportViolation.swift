/// A place where a stream breaks a rule.
public struct TransportViolation: Sendable, Hashable, CustomStringConvertible {
    public let rule: TransportRule
    /// Of the packet, in bytes from the beginning of the stream.
    public let offset: Int
    /// Nil where it is not about one PID.
    public let pid: UInt16?

    public var description: String {
        "\(rule.explanation) (byte \(offset)\(pid.map { ", PID \($0)" } ?? ""))"
    }
}
