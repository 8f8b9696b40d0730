/// What a password hash costs to compute: memory 128 × r × 2^logN bytes (RFC 7914 section 2).
public struct ScryptCost: Hashable, Sendable {
    /// Binary logarithm of N: ``logNRange``.
    public let logN: Int
    /// Block size: ``blockRange``.
    public let r: Int
    /// Parallelisation: ``parallelRange``.
    public let p: Int

    /// Bounds on what a stored hash may ask for, so that a planted one cannot take the machine's memory.
    public static let logNRange = 1...20
    public static let blockRange = 1...16
    public static let parallelRange = 1...16

    /// N 2^17, r 8, p 1: 128 MiB. What OWASP asks of passwords at the least.
    public static let standard = ScryptCost(uncheckedLogN: 17, r: 8, p: 1)
    /// Cheap, for tests and throw-away accounts of simulations. Never for a password that protects something.
    public static let weakForSimulation = ScryptCost(uncheckedLogN: 8, r: 8, p: 1)

    /// Nil outside the ranges.
    public init?(logN: Int, r: Int, p: Int) {
        guard Self.logNRange.contains(logN), Self.blockRange.contains(r), Self.parallelRange.contains(p) else {
            return nil
        }
        self.init(uncheckedLogN: logN, r: r, p: p)
    }

    private init(uncheckedLogN logN: Int, r: Int, p: Int) {
        self.logN = logN
        self.r = r
        self.p = p
    }

    /// Bytes of memory one computation takes.
    public var memoryBytes: Int { 128 * r << logN }
}
