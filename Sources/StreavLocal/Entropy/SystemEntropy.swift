public import StreavPorts

/// The kernel's randomness (getrandom(2) on Linux): fit for secrets.
public struct SystemEntropy: Entropy {
    public init() {}

    public var isCryptographic: Bool { true }

    public func next() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }

    /// The same source: the system's numbers cannot shift one another.
    public func fork(_ name: String) -> any Entropy { self }
}
