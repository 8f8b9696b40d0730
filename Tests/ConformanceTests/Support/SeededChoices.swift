import StreavLocal
import StreavPorts

/// Choices that follow from a seed, for generated sequences of commands.
struct SeededChoices: RandomNumberGenerator {
    private let entropy: SeededEntropy

    init(seed: UInt64) {
        entropy = SeededEntropy(seed: seed)
    }

    mutating func next() -> UInt64 { entropy.next() }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &self)]
    }
}
