import Foundation

/// A file system of its own that holds little, in memory. Only root may mount one.
struct SmallDisk: Sendable {
    let megabytes: Int

    func mount(at place: URL) async throws {
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let outcome = try await ToolProcess.run(
            "mount", ["-t", "tmpfs", "-o", "size=\(megabytes)m,mode=755", "streav-test", place.path],
            within: .seconds(10))
        guard outcome.status == 0 else {
            throw HarnessError("a full disk needs a tmpfs, which root may mount: \(outcome.standardError)")
        }
    }

    func unmount(from place: URL) async throws {
        let outcome = try await ToolProcess.run("umount", ["--lazy", place.path], within: .seconds(10))
        guard outcome.status == 0 else { throw HarnessError("umount: \(outcome.standardError)") }
    }

    /// Fills what is left of it with a file, which whoever calls removes.
    static func fill(_ folder: URL) throws -> URL {
        let file = folder.appendingPathComponent("filling")
        guard FileManager.default.createFile(atPath: file.path, contents: nil) else {
            throw HarnessError("no file \(file.path)")
        }
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        let piece = [UInt8](repeating: 0x5A, count: 1 << 20)
        let failure = piece.withUnsafeBytes { bytes in
            // The last one is shorter.
            while write(handle.fileDescriptor, bytes.baseAddress, bytes.count) > 0 {}
            return errno
        }
        guard failure == ENOSPC else { throw HarnessError("\(file.path): errno \(failure)") }
        return file
    }
}
