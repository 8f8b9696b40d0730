import StreavLocal
import StreavPorts

/// How time passes for the implementation under test: a local one is on a manual clock, a server lives in real time.
enum Elapse: Sendable {
    case manual(ManualClock)
    case real

    /// Lets at least `duration` pass.
    func pass(_ duration: Duration) async throws {
        switch self {
        case .manual(let clock): clock.advance(by: duration)
        case .real: try await StreavClock.system.sleep(for: duration)
        }
    }
}
