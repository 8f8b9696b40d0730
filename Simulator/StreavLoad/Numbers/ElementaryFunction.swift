import Glibc

/// The transcendental functions that the models need, in one place.
enum ElementaryFunction {
    /// ln of a positive number.
    static func natural(_ value: Double) -> Double { log(value) }

    static func exponential(_ value: Double) -> Double { exp(value) }

    static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

    /// Of an angle in radians.
    static func cosine(_ angle: Double) -> Double { cos(angle) }
}
