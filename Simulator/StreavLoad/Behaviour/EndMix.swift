public import StreavPorts

/// How viewers leave, by weight.
public struct EndMix: Sendable, Hashable {
    public let clean: Double
    public let silent: Double
    public let halfDead: Double

    /// - Parameters: Weights of 0 or more, one of them more than 0.
    public init(clean: Double = 1, silent: Double = 0, halfDead: Double = 0) {
        let weights = [clean, silent, halfDead]
        precondition(weights.allSatisfy { $0.isFinite && $0 >= 0 }, "weights are 0 or more")
        precondition(weights.contains { $0 > 0 }, "a weight is more than 0")
        self.clean = clean
        self.silent = silent
        self.halfDead = halfDead
    }

    /// Nine in ten leave politely.
    public static let usual = EndMix(clean: 90, silent: 8, halfDead: 2)

    public func draw(_ entropy: any Entropy) -> EndKind {
        let point = entropy.unit() * (clean + silent + halfDead)
        if point < clean { return .clean }
        return point < clean + silent ? .silent : .halfDead
    }
}
