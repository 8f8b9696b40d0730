import Synchronization

/// Few forms with files are held in memory at once: each may have some megabytes.
final class PictureGate: Sendable {
    static let capacity = 8

    private let entered = Mutex(0)

    /// - Throws: ``PageFault/unavailable`` when there are too many.
    func run<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
        let isIn = entered.withLock { count in
            guard count < Self.capacity else { return false }
            count += 1
            return true
        }
        guard isIn else { throw PageFault.unavailable }
        defer { entered.withLock { $0 -= 1 } }
        return try await body()
    }
}
