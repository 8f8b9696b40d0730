import Glibc
import NIOCore
import Testing

/// Clips of the repository.
enum TestClip {
    static func television() throws -> ByteBuffer { try load("fixtures/clips/test-card.ts") }

    private static func load(_ path: String) throws -> ByteBuffer {
        let root = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()
        let file = try #require(fopen("\(root)/\(path)", "r"), "\(path) is missing")
        defer { fclose(file) }
        var buffer = ByteBuffer()
        var block = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&block, 1, block.count, file), count > 0 { buffer.writeBytes(block[..<count]) }
        return buffer
    }
}
