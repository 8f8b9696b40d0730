import StreavLocal

/// A cache that can be looked into, and made to lose what it holds, behind its users' backs.
protocol CacheInsides: Sendable {
    /// How many leases are held now in the pools whose names begin so, by pool.
    func leases(inPoolsWithPrefix prefix: String) async throws -> [String: Int]
    /// Remembers what it holds now.
    ///
    /// - Returns: What makes it hold that again, once: whatever was written since is lost.
    func keepCopy() async throws -> @Sendable () async throws -> Void
    func forgetEverything() async throws
}

extension MemoryCache: CacheInsides {
    func keepCopy() async throws -> @Sendable () async throws -> Void {
        let copy = checkpoint()
        return { self.restore(copy) }
    }
}
