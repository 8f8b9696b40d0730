import FoundationEssentials
import Glibc
import StreavLocal
import StreavPorts

/// When this process was started, so that the ready line counts the loading of the executable too.
enum ProcessStart {
    /// On the scale of the monotonic clock, to a hundredth of a second; nil where /proc does not tell.
    static var monotonic: MonotonicInstant? {
        guard let stat = text(of: "/proc/self/stat"), let end = stat.lastIndex(of: ")") else { return nil }
        // Field 22, the start time in clock ticks since boot; the fields after the name begin with the third.
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        guard fields.count > 19, let ticks = Double(fields[19]),
            let uptime = text(of: "/proc/uptime")?.split(separator: " ").first.flatMap({ Double($0) })
        else { return nil }
        // Both since boot, so that what the machine slept before does not count.
        let age = uptime - ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
        return StreavClock.system.monotonicNow - .milliseconds(Int64(max(0, age) * 1000))
    }

    private static func text(of path: String) -> String? {
        FileManager.default.contents(atPath: path).flatMap { String(data: $0, encoding: .utf8) }
    }
}
