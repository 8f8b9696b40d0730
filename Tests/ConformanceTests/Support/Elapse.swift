import StreavLocal
import StreavPorts

/// How time passes for the implementation under test: a local one is on a manual clock, a server lives in real time.
enum Elapse: Sendable {
    case manual(ManualClock)
    case real

    /// How much longer times are in real time, so that a busy machine does not miss what is there for a while only.
    var scale: Int {
        switch self {
        case .manual: 1
        case .real: 4
        }
    }

    /// A time that may be lengthened.
    func span(_ duration: Duration) -> Duration { duration * scale }

    /// Lets at least `duration` pass.
    func pass(_ duration: Duration) async throws {
        switch self {
        case .manual(let clock): clock.advance(by: duration)
        case .real: try await StreavClock.system.sleep(for: duration)
        }
    }
}
