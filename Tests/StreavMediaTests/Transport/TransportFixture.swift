import FoundationEssentials
import NIOCore

/// Files below `fixtures`.
enum TransportFixture {
    static let clips = ["h264-2997-ac3", "h264-aac", "h265-aac", "mpeg2-mp2", "radio-mp3", "wrap"]
    static let seeds = ["h264-head", "h265-misaligned", "mpeg2-tail", "radio-head", "start-codes", "tables"]

    static func clip(_ name: String) throws -> ByteBuffer {
        try file("transport/\(name).ts")
    }

    static func seed(_ name: String) throws -> ByteBuffer {
        try file("fuzz/transport/\(name).ts")
    }

    static func file(_ path: String) throws -> ByteBuffer {
        let root = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()
        return ByteBuffer(bytes: try Data(contentsOf: URL(filePath: root + "/fixtures/" + path)))
    }
}
