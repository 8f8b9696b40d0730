/// How a threshold came out.
public struct ThresholdResult: Sendable, Hashable, CustomStringConvertible {
    public let threshold: Threshold
    /// What was measured; nil without a sample.
    public let value: Double?
    public let holds: Bool

    /// `qoe.startup_ms: p95 < 2500 failed: 3120`, `… failed: no sample`, `… held: 840`.
    public var description: String {
        let measured = value.map(PlainNumber.text) ?? "no sample"
        return "\(threshold) \(holds ? "held" : "failed"): \(measured)"
    }
}
