import Foundation
import Testing

/// Scripts for PostgreSQL itself. Where it is not installed they fail and say so: they are never skipped.
enum PostgreSQL {
    /// What psql answered, or why there was no answer.
    struct Answer {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Runs one script after the other in psql, each stopping at its first error, on one new server.
    static func psql(_ scripts: [String]) throws -> [Answer] {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("streav-psql-\(UInt64.random(in: 0...UInt64.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (index, script) in scripts.enumerated() {
            try script.write(to: folder.appendingPathComponent("\(index).sql"), atomically: true, encoding: .utf8)
        }
        let commands = """
            cd '\(folder.path)'
            for i in $(seq 0 \(scripts.count - 1)); do
                psql --no-psqlrc --quiet --no-align --tuples-only -v ON_ERROR_STOP=1 -v VERBOSITY=verbose \
                    --file=$i.sql >$i.out 2>$i.err
                echo $? >$i.status
            done
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = [script.path, "bash", "-c", commands]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(complaint)")
        return try scripts.indices.map { index in
            func text(_ kind: String) throws -> String {
                try String(contentsOf: folder.appendingPathComponent("\(index).\(kind)"), encoding: .utf8)
                    .trimmingCharacters(in: .whitespacesAndNewlines)
            }
            return Answer(status: Int32(try text("status")) ?? -1, output: try text("out"), errors: try text("err"))
        }
    }

    private static var script: URL {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return folder.appendingPathComponent("scripts/with-postgres.sh")
    }
}
