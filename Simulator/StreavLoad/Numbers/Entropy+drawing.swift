import StreavPorts

/// Distributions that the models draw from, over any entropy.
extension Entropy {
    /// In 0 < x ≤ 1: fit for logarithms.
    func positiveUnit() -> Double { 1 - unit() }

    /// A whole number in 0 ..< count, for counts up to 2^32: unbiased enough at 53 bits.
    func index(below count: Int) -> Int {
        min(Int(unit() * Double(count)), count - 1)
    }

    /// Exponentially distributed with mean 1.
    func exponential() -> Double { -ElementaryFunction.natural(positiveUnit()) }

    /// Normally distributed, mean 0, deviation 1 (Box and Muller 1958). Two draws each, so that streams stay aligned.
    func normal() -> Double {
        let radius = (2 * exponential()).squareRoot()
        return radius * ElementaryFunction.cosine(2 * Double.pi * unit())
    }

    /// Between the bounds.
    func duration(in range: ClosedRange<Duration>) -> Duration {
        range.lowerBound + (range.upperBound - range.lowerBound) * unit()
    }
}
