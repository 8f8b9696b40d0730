import Foundation

/// What this process holds, as the kernel counts it.
enum ProcessCount {
    static func threads(named prefix: String) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count { thread in
            // One that ends meanwhile is not counted.
            let name = try? String(contentsOfFile: "/proc/self/task/\(thread)/comm", encoding: .utf8)
            return name?.hasPrefix(prefix) ?? false
        }
    }
}
