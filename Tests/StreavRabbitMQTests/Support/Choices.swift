import StreavLocal

/// Choices that follow from a seed.
struct Choices: RandomNumberGenerator {
    private let entropy: SeededEntropy

    init(seed: UInt64) {
        entropy = SeededEntropy(seed: seed)
    }

    mutating func next() -> UInt64 { entropy.next() }
}
