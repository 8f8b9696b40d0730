import Glibc

/// How many more descriptors the generator may take.
///
/// A process must never use up its descriptors: the library that runs Swift's tasks reads /proc each second, and ends
/// the process where it cannot. So some are left, and who comes then is told that the machine has no more.
///
/// Where the platform runs in this process it takes as many again; both are seen by the number that the system would
/// give next, since it always gives the lowest that is free.
final class SocketBudget: Sendable {
    /// Descriptors that are left: for the platform's end of connections under way, for files, and for the libraries.
    static let reserve = 512
    /// Where the limit is low, this part of it instead.
    static let share = 8

    /// The first number that is not used for connections.
    let limit: Int

    /// - Parameter descriptors: What the process may have; nil: as the system says.
    init(descriptors: Int? = nil) {
        let all = max(descriptors ?? Self.systemLimit, 1)
        limit = all - min(Self.reserve, max(all / Self.share, 1))
    }

    /// Whether another connection may be opened.
    func admits() -> Bool {
        guard let next = Self.lowestFree() else { return false }
        return next < limit
    }

    /// The number of the next descriptor; nil: there is none.
    static func lowestFree() -> Int? {
        let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        close(descriptor)
        return Int(descriptor)
    }

    private static var systemLimit: Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
        return Int(clamping: limit.rlim_cur)
    }
}
