public import StreavPorts
import Synchronization

/// Numbers that follow from a seed, the same on every machine and in every run: for the simulator and tests. Never for
/// secrets of a real installation.
///
/// A fork depends on the seed and the name alone, not on what was drawn before: the same name gives the same stream,
/// and one more consumer shifts nobody else's.
public final class SeededEntropy: Entropy {
    public let seed: UInt64
    private let generator: Mutex<Xoshiro256StarStar>

    public init(seed: UInt64) {
        self.seed = seed
        generator = Mutex(Xoshiro256StarStar(seed: seed))
    }

    public var isCryptographic: Bool { false }

    public func next() -> UInt64 {
        generator.withLock { $0.next() }
    }

    public func fork(_ name: String) -> any Entropy {
        // Through the mixer, so that neither nearby seeds nor seeds and names that are alike under XOR meet.
        var mixer = SplitMix64(state: seed)
        return SeededEntropy(seed: SplitMix64.mix(mixer.next() ^ Self.hash(name)))
    }

    /// FNV-1a, 64 bits: the same in every process, which `Hasher` is not.
    private static func hash(_ name: String) -> UInt64 {
        name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
