/// The one answer of a run.
public struct ExitVerdict: Sendable, Hashable {
    public let code: ExitCode
    /// Gravest first; those of one kind in the order they were found.
    public let findings: [Finding]

    /// A crash explains everything else, so it comes first; a violated invariant is true whatever else happened; a
    /// saturated generator takes the value from thresholds only. An interruption stands above what needs a whole run
    /// to be judged, below what does not, and wrong usage above all: nothing was run.
    public static let precedence: [ExitCode] = [
        .usage, .platformFailed, .invariantViolated, .traceDiffers, .interrupted, .notConverged, .generatorSaturated,
        .thresholdFailed, .held,
    ]

    public init(findings: [Finding]) {
        let ordered = Self.precedence.flatMap { code in findings.filter { $0.code == code } }
        self.findings = ordered
        self.code = ordered.first?.code ?? .held
    }
}
