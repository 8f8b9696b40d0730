import StreavControl
import StreavWeb
import Synchronization

/// Sends everybody to the set-up while there is no user. Once there is one nobody asks again: the last administrator
/// cannot be deleted.
final class SetUpGate: Sendable {
    private let isDone = Mutex(false)

    /// Nil when the route may be answered.
    func detour(for route: PageRoute, _ call: PageCall) async throws -> PageAnswer? {
        guard try await isNeeded(call) else { return nil }
        if route.path.text == SetUpRoutes.path || route.path.text == PreferenceRoutes.path { return nil }
        // The simulator's streams can be watched before there is anybody.
        if route.path.text == "/", call.dashboard.landing != nil, call.isLocal { return nil }
        return .seeOther(SetUpRoutes.path)
    }

    func isNeeded(_ call: PageCall) async throws -> Bool {
        if isDone.withLock({ $0 }) { return false }
        guard try await !call.dashboard.authentication.needsSetUp() else { return true }
        isDone.withLock { $0 = true }
        return false
    }
}
