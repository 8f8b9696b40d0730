import StreavLocal
import StreavPorts

/// Choices that follow from a seed.
struct SeededChoices: RandomNumberGenerator {
    private let entropy: SeededEntropy

    init(seed: UInt64) {
        entropy = SeededEntropy(seed: seed)
    }

    mutating func next() -> UInt64 { entropy.next() }

    /// True once in `times`.
    mutating func happens(onceIn times: Int) -> Bool { Int.random(in: 0..<times, using: &self) == 0 }
}
