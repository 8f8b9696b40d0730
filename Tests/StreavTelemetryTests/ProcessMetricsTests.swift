import Glibc
@testable import StreavTelemetry
import Testing

@Suite("The process's own metrics")
struct ProcessMetricsTests {
    @Test("All are there and plausible")
    func plausible() throws {
        let registry = MetricRegistry()
        ProcessMetrics().register(in: registry)
        var values: [String: Double] = [:]
        for line in registry.text().split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: " ")
            let value: Double = try #require(Double(parts[1]))
            values[String(parts[0])] = value
        }
        #expect(
            Set(values.keys) == [
                "process_resident_memory_bytes", "process_virtual_memory_bytes", "process_threads",
                "process_open_fds", "process_max_fds", "process_start_time_seconds", "process_cpu_seconds_total",
            ])
        #expect(try #require(values["process_resident_memory_bytes"]) > 1_000_000)
        #expect(try #require(values["process_threads"]) >= 1)
        #expect(try #require(values["process_open_fds"]) >= 3)
        #expect(try #require(values["process_cpu_seconds_total"]) > 0)
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let start = try #require(values["process_start_time_seconds"])
        #expect(start > 1_700_000_000)
        #expect(start <= Double(now.tv_sec) + 2)
    }

    @Test("A command's name may hold spaces and parentheses")
    func names() throws {
        let fields = (3...52).map { String($0 * 10) }.joined(separator: " ")
        let statistics = try #require(
            ProcessMetrics.parse("17 (a) b (c)) \(fields)\n", ticksPerSecond: 100, pageBytes: 4096))
        #expect(statistics.cpuSeconds == 2.9)
        #expect(statistics.threads == 200)
        #expect(statistics.startSeconds == 2.2)
        #expect(statistics.virtualBytes == 230)
        #expect(statistics.residentBytes == 240 * 4096)
        for broken in ["", "17 (x", "17 (x) S 1 2", "17 (x) S " + String(repeating: "x ", count: 40)] {
            #expect(ProcessMetrics.parse(broken, ticksPerSecond: 100, pageBytes: 4096) == nil)
        }
    }

    @Test("The machine's start is read wherever its line stands")
    func boot() {
        #expect(ProcessMetrics.bootSeconds("cpu 1 2\nintr 5\nbtime 1700000000\nprocesses 9\n") == 1_700_000_000)
        #expect(ProcessMetrics.bootSeconds("cpu 1 2\n") == nil)
    }

    @Test("An open file is counted, and no longer when it is closed")
    func descriptors() throws {
        let registry = MetricRegistry()
        ProcessMetrics().register(in: registry)
        func count() throws -> Int {
            let line = try #require(registry.text().split(separator: "\n").first { $0.hasPrefix("process_open_fds ") })
            return try #require(Int(line.split(separator: " ")[1]))
        }
        let before = try count()
        // Many, as other tests of this process open files too.
        let opened = (0..<50).map { _ in open("/dev/null", O_RDONLY | O_CLOEXEC) }
        let during = try count()
        opened.forEach { close($0) }
        #expect(during > before + 25)
        #expect(try count() < during - 25)
    }
}
