internal import FoundationEssentials

/// The last line of a backup.
struct BackupTrailer: Codable, Sendable, Equatable {
    var rows: Int64
    /// Of all bytes before this line, in hexadecimal digits.
    var sha256: String

    init(rows: Int64, digest: [UInt8]) {
        self.rows = rows
        sha256 = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Nil where the line is none.
    init?(reading line: [UInt8]) {
        guard let trailer = try? JSONDecoder().decode(BackupTrailer.self, from: Data(line)) else { return nil }
        self = trailer
    }
}

enum BackupLine {
    /// Sorted members, so that equal values have equal bytes.
    static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(value))
    }
}
