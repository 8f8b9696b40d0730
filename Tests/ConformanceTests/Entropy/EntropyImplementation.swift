import StreavLocal
import StreavPorts

/// Who is held to the laws of ``Entropy``.
enum EntropyImplementation: CaseIterable, Sendable {
    case system
    case seeded

    func make() -> any Entropy {
        switch self {
        case .system: SystemEntropy()
        case .seeded: SeededEntropy(seed: 42)
        }
    }
}
