import Glibc

/// What the process holds of the system's resources (INV-RES).
struct ProcessResources: Sendable {
    var descriptors: Int
    var threads: Int
    /// Resident, in bytes.
    var memory: Int

    /// Descriptors and threads that a quiet process may have more than before: those that open with the first use.
    private static let slack = 24
    /// Memory that reports, caches within their bounds and the allocator's own tables may keep.
    private static let keptMemory = 96 << 20

    private static let keptOfClient = 16 << 10

    static func now() -> ProcessResources {
        trim()
        return ProcessResources(
            descriptors: entries("/proc/self/fd"), threads: entries("/proc/self/task"), memory: residentMemory)
    }

    /// Reports what has grown by more than a twentieth and the slack.
    ///
    /// - Parameter clients: Who came during the run: the generator keeps what it measured of each.
    func compare(with after: ProcessResources, clients: Int, watch: PlatformWatch) {
        if after.descriptors > descriptors + descriptors / 20 + Self.slack {
            watch.violation(
                "INV-RES", "\(after.descriptors) descriptors are open after all is quiet, \(descriptors) before")
        }
        if after.threads > threads + threads / 20 + Self.slack {
            watch.violation("INV-RES", "\(after.threads) threads run after all is quiet, \(threads) before")
        }
        if after.memory > memory + memory / 20 + Self.keptMemory + clients * Self.keptOfClient {
            watch.violation(
                "INV-RES",
                "\(after.memory >> 20) MiB are resident after all is quiet, \(memory >> 20) MiB before")
        }
    }

    /// What was freed goes back to the system, so that what is resident is what is held. `malloc_trim(3)` is not in the
    /// headers that Swift imports.
    private static func trim() {
        guard let symbol = dlsym(nil, "malloc_trim") else { return }
        _ = unsafeBitCast(symbol, to: (@convention(c) (Int) -> Int32).self)(0)
    }

    private static func entries(_ path: String) -> Int {
        guard let folder = opendir(path) else { return 0 }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        return count
    }

    /// The second number of /proc/self/statm counts pages (proc(5)).
    private static var residentMemory: Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
        let words = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .split(separator: " ")
        return words.count > 1 ? (Int(words[1]) ?? 0) * Int(getpagesize()) : 0
    }
}
