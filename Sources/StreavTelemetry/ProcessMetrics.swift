import Glibc

/// What the kernel knows of this process, under the names that Prometheus clients share.
public struct ProcessMetrics: Sendable {
    /// The most read of one file below /proc: the `intr` line of /proc/stat grows with the cores.
    static let fileBytes = 256 * 1024

    private let ticksPerSecond: Double
    private let pageBytes: Int

    public init() {
        ticksPerSecond = Double(sysconf(Int32(_SC_CLK_TCK)))
        pageBytes = Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Adds the process's metrics to `registry`; they are read at each scrape.
    public func register(in registry: MetricRegistry) {
        func gauge(_ name: String, _ help: String, _ read: @escaping @Sendable () -> MetricSample?) {
            registry.register(name, help: help, kind: .gauge) { read().map { [$0] } ?? [] }
        }
        gauge("process_resident_memory_bytes", "Resident memory size in bytes.") {
            statistics()?.residentBytes.sample
        }
        gauge("process_virtual_memory_bytes", "Virtual memory size in bytes.") { statistics()?.virtualBytes.sample }
        gauge("process_threads", "Threads of the process.") { statistics()?.threads.sample }
        gauge("process_open_fds", "Open file descriptors.") { openDescriptors?.sample }
        gauge("process_max_fds", "The most file descriptors the process may open.") { maximumDescriptors?.sample }
        gauge("process_start_time_seconds", "Start of the process in seconds since 1970, UTC.") {
            startTime.map { MetricSample($0) }
        }
        registry.register(
            "process_cpu_seconds_total", help: "User and system CPU time in seconds.", kind: .counter
        ) {
            statistics().map { [MetricSample($0.cpuSeconds)] } ?? []
        }
    }

    /// The fields of /proc/self/stat that are wanted here, in base units.
    struct Statistics: Equatable, Sendable {
        var cpuSeconds: Double
        var threads: Int
        /// Since the machine's start.
        var startSeconds: Double
        var virtualBytes: Int
        var residentBytes: Int
    }

    /// nil where /proc is not mounted.
    func statistics() -> Statistics? {
        Self.contents(of: "/proc/self/stat").flatMap {
            Self.parse($0, ticksPerSecond: ticksPerSecond, pageBytes: pageBytes)
        }
    }

    /// Reads `man 5 proc_pid_stat`. The command's name may hold spaces and parentheses: fields are counted from the
    /// last closing one.
    static func parse(_ text: String, ticksPerSecond: Double, pageBytes: Int) -> Statistics? {
        guard let name = text.utf8.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        // Field 3, the state, is the first after the name.
        let fields = text[text.utf8.index(after: name)...].split(separator: " ")
        func number(_ field: Int) -> Int? { fields.count > field - 3 ? Int(fields[field - 3]) : nil }
        guard let user = number(14), let system = number(15), let threads = number(20), let start = number(22),
            let virtualBytes = number(23), let residentPages = number(24)
        else { return nil }
        return Statistics(
            cpuSeconds: Double(user + system) / ticksPerSecond, threads: threads,
            startSeconds: Double(start) / ticksPerSecond, virtualBytes: virtualBytes,
            residentBytes: residentPages * pageBytes)
    }

    private var openDescriptors: Int? {
        guard let directory = opendir("/proc/self/fd") else { return nil }
        defer { closedir(directory) }
        var count = 0
        while readdir(directory) != nil { count += 1 }
        // Neither `.` and `..` nor the handle that listed them.
        return count - 3
    }

    private var maximumDescriptors: Int? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
        return Int(clamping: limit.rlim_cur)
    }

    private var startTime: Double? {
        guard let statistics = statistics(), let boot = Self.contents(of: "/proc/stat").flatMap(Self.bootSeconds)
        else { return nil }
        return boot + statistics.startSeconds
    }

    /// The `btime` line of /proc/stat: seconds since 1970.
    static func bootSeconds(_ text: String) -> Double? {
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("btime ") }) else { return nil }
        return Double(line.dropFirst(6))
    }

    /// The beginning of a file below /proc, by plain read(2).
    private static func contents(of path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: fileBytes)
        var count = 0
        while count < bytes.count {
            let added = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress! + count, $0.count - count) }
            if added < 0, errno == EINTR { continue }
            if added <= 0 { break }
            count += added
        }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}

extension Int {
    fileprivate var sample: MetricSample { MetricSample(self) }
}
