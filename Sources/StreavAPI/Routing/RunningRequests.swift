import HTTPTypes
import StreavControl
import StreavDomain
import Synchronization

/// The requests with a key that are being worked on in this process. Two that run in two processes meet in the
/// database, where the second finds what the first has recorded.
final class RunningRequests: Sendable {
    private struct Key: Hashable {
        let application: Int32
        let method: String
        let path: String
        let key: String
    }

    private let running = Mutex<Set<Key>>([])

    /// Runs `body` unless a request with the same key runs.
    ///
    /// - Throws: A problem, 409, when one does; or what `body` throws.
    func alone<Result: Sendable>(
        _ request: RepeatableRequest, _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        let key = Key(
            application: request.application.rawValue, method: request.method, path: request.path, key: request.key)
        guard running.withLock({ $0.insert(key).inserted }) else {
            throw APIProblem.of(.inProgress, headers: [.retryAfter: "1"])
        }
        defer { _ = running.withLock { $0.remove(key) } }
        return try await body()
    }
}
