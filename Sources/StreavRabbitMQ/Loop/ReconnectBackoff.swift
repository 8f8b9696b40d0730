import StreavPorts

/// How long to wait before the next attempt at a connection: doubling, bounded, and by chance between half and all of
/// it, so that nodes do not come back in step.
struct ReconnectBackoff {
    static let first: Duration = .milliseconds(100)
    /// Well below the ten seconds within which all must go on when the server is back.
    static let longest: Duration = .seconds(2)

    private(set) var failures = 0
    private let entropy: any Entropy

    init(entropy: any Entropy) {
        self.entropy = entropy
    }

    mutating func succeeded() { failures = 0 }

    mutating func failed() -> Duration {
        failures = min(failures + 1, 16)
        let whole = min(Self.first * (1 << (failures - 1)), Self.longest)
        return whole * (0.5 + entropy.unit() / 2)
    }
}
