import Glibc
import StreavAssembly

/// How many descriptors this process may have open.
enum DescriptorLimit {
    /// What a process needs besides its viewers' sockets.
    private static let others = 256

    /// Says so where the system does not let a process have what so many clients need: two sockets each, and as many
    /// again at the platform's end where that is in the same process.
    static func warn(clients: Int, isPlatformHere: Bool) {
        let needed = clients * (isPlatformHere ? 4 : 2) + others
        let limit = Int(sysconf(Int32(_SC_OPEN_MAX)))
        guard needed > limit else { return }
        StandardError.write(
            "streav-sim: \(clients) clients may need \(needed) open files, and this process may have \(limit). "
                + "Raise the limit (ulimit -n), or take fewer clients.\n")
    }

    /// As many as the system lets it: each viewer needs two at this end, and two at the platform's in the same process.
    static func raise() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < limit.rlim_max
        else {
            return
        }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
