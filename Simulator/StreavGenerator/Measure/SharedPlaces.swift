import StreavPorts
import Synchronization

/// Who got media on the subscriptions that several households share: the truth about limits, whatever the platform
/// believes (INV-CONN).
final class SharedPlaces: Sendable {
    private struct Stay: Sendable {
        var first: MonotonicInstant
        var last: MonotonicInstant
        var isReported = false
    }

    /// Without media for so long a viewer has lost its place, and begins anew.
    private static let pause = Duration.seconds(30)
    /// What was on its way when another took the place may still come.
    private static let grace = Duration.seconds(10)

    private let stays = Mutex<[String: [Int: Stay]]>([:])

    /// A viewer got media.
    ///
    /// - Parameter limit: Connections that the subscription has.
    /// - Returns: How many watch at once, where that is too many and was not said before.
    func gotMedia(_ username: String, viewer: Int, limit: Int = 1, at now: MonotonicInstant) -> Int? {
        stays.withLock { stays in
            var own = stays[username, default: [:]].filter { now - $0.value.last < Self.pause }
            var stay = own[viewer] ?? Stay(first: now, last: now)
            stay.last = now
            // Those who have got media since this one began, and long enough after they began themselves.
            let others = own.filter { number, other in
                number != viewer && now - other.last < Self.grace
                    && other.last - max(stay.first, other.first) > Self.grace
            }
            let count = others.count + 1
            let isTooMany = count > limit && now - stay.first > Self.grace && !stay.isReported
            if isTooMany { stay.isReported = true }
            own[viewer] = stay
            stays[username] = own
            return isTooMany ? count : nil
        }
    }
}
