import FoundationEssentials
import Glibc
import StreavPorts

/// When this process was started, so that the ready line counts the loading of the executable too.
enum ProcessStart {
    /// On the scale of `CLOCK_MONOTONIC`, to a hundredth of a second; nil where /proc does not tell.
    static var monotonic: MonotonicInstant? {
        guard let stat = FileManager.default.contents(atPath: "/proc/self/stat"),
            let text = String(data: stat, encoding: .utf8), let end = text.lastIndex(of: ")")
        else { return nil }
        // Field 22, the start time in clock ticks since boot; the fields after the name begin with the third.
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19, let ticks = Int64(fields[19]) else { return nil }
        var boot = timespec()
        var monotonic = timespec()
        guard clock_gettime(CLOCK_BOOTTIME, &boot) == 0, clock_gettime(CLOCK_MONOTONIC, &monotonic) == 0 else {
            return nil
        }
        let suspended =
            Duration.seconds(boot.tv_sec - monotonic.tv_sec) + .nanoseconds(boot.tv_nsec - monotonic.tv_nsec)
        return MonotonicInstant(
            offset: .milliseconds(ticks * 1000 / Int64(sysconf(Int32(_SC_CLK_TCK)))) - suspended)
    }
}
