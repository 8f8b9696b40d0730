/// An exponentially weighted average that is not drawn to zero at its beginning.
struct HalvingAverage: Sendable, Hashable {
    private let halfLife: Double
    private var weighted = 0.0
    /// How much of the weight of an endless history is there: 0 to 1.
    private var mass = 0.0

    /// - Parameter halfLife: The weight after which what came before counts half.
    init(halfLife: Double) {
        self.halfLife = halfLife
    }

    var value: Double? { mass > 0 ? weighted / mass : nil }

    mutating func add(_ sample: Double, weight: Double) {
        let keep = ElementaryFunction.power(0.5, weight / halfLife)
        weighted = keep * weighted + (1 - keep) * sample
        mass = keep * mass + (1 - keep)
    }
}
