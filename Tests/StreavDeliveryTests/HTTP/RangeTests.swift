import NIOCore
import Testing

@testable import StreavDelivery

@Suite("Ranges and conditions")
struct RangeTests {
    @Test(
        "S39: a range is a part, the whole or 416, and never more",
        arguments: [
            ("bytes=0-0", RangeRequest.part(0..<1)), ("bytes=0-", .part(0..<100)), ("bytes=99-", .part(99..<100)),
            ("bytes=10-19", .part(10..<20)), ("bytes=10-1000", .part(10..<100)), ("bytes=-1", .part(99..<100)),
            ("bytes=-1000", .part(0..<100)), ("Bytes= 5-6 ", .part(5..<7)), ("bytes=100-", .unsatisfiable),
            ("bytes=-0", .unsatisfiable), ("bytes=99999999999999999999-", .unsatisfiable),
            ("bytes=0-99999999999999999999", .part(0..<100)), ("bytes=5-4", .whole), ("bytes=0-0,2-3", .whole),
            ("bytes=", .whole), ("bytes=-", .whole), ("bytes=a-b", .whole), ("bytes=1", .whole), ("items=0-1", .whole),
            ("bytes=--1", .whole), ("bytes=+1-2", .whole), ("bytes=0x1-2", .whole), ("", .whole),
        ])
    func ranges(field: String, expected: RangeRequest) {
        #expect(RangeRequest.parse(field, length: 100) == expected)
    }

    @Test func `S39: ten thousand ranges cost nothing`() {
        let field = "bytes=" + (0..<10_000).map { "\($0)-\($0)" }.joined(separator: ",")
        #expect(RangeRequest.parse(field, length: 1_000_000) == .whole)
        #expect(RangeRequest.parse(nil, length: 1) == .whole)
        #expect(RangeRequest.parse("bytes=0-", length: 0) == .unsatisfiable)
        #expect(RangeRequest.parse("bytes=-5", length: 0) == .unsatisfiable)
        #expect(RangeRequest.parse("bytes=0-\(Int64.max)", length: .max) == .part(0..<Int64.max))
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `A part of several buffers is the same bytes, sharing their memory`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let buffers = (0..<Int.random(in: 1...6, using: &random)).map { index in
            ByteBuffer(bytes: (0..<Int.random(in: 0...20, using: &random)).map { UInt8(index * 20 + $0) })
        }
        let all = buffers.flatMap { Array($0.readableBytesView) }
        let first = Int.random(in: 0...all.count, using: &random)
        let last = Int.random(in: first...all.count, using: &random)
        let parts = HTTPResponse.slice(buffers, first..<last)
        #expect(parts.flatMap { Array($0.readableBytesView) } == Array(all[first..<last]))
        #expect(parts.allSatisfy { $0.readableBytes > 0 })
    }

    private func answer(_ fields: String, method: String = "GET") throws -> HTTPResponse {
        let request = try #require(Requests.parsed("\(method) / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"))
        let buffers = [ByteBuffer(string: "hello"), ByteBuffer(string: " world")]
        return .ranged(buffers: buffers, for: request, headers: [:], entityTag: "\"v1\"")
    }

    private func text(_ response: HTTPResponse) -> String {
        response.body.parts.map { String(buffer: $0) }.joined()
    }

    @Test func `Ranges and conditions are answered together as they should`() throws {
        #expect(try text(answer("")) == "hello world")
        let part = try answer("Range: bytes=3-6\r\n")
        #expect(part.status == .partialContent)
        #expect(text(part) == "lo w")
        #expect(String(decoding: part.headers.lines, as: UTF8.self).contains("Content-Range: bytes 3-6/11\r\n"))
        let outside = try answer("Range: bytes=11-\r\n")
        #expect(outside.status == .rangeNotSatisfiable)
        #expect(String(decoding: outside.headers.lines, as: UTF8.self).contains("Content-Range: bytes */11\r\n"))
        #expect(try answer("If-None-Match: W/\"v1\"\r\nRange: bytes=0-1\r\n").status == .notModified)
        #expect(try answer("If-None-Match: \"v0\"\r\n").status == .ok)
        #expect(try answer("Range: bytes=0-1\r\nIf-Range: \"v1\"\r\n").status == .partialContent)
        #expect(try answer("Range: bytes=0-1\r\nIf-Range: \"v0\"\r\n").status == .ok)
        #expect(try answer("Range: bytes=0-1\r\nIf-Range: W/\"v1\"\r\n").status == .ok)
        #expect(try answer("Range: bytes=0-1\r\n", method: "HEAD").status == .ok)
    }

    @Test func `Entity tags are compared weakly for None-Match`() {
        #expect(EntityTag.matches(ifNoneMatch: "\"a\", W/\"b\"", tag: "\"b\""))
        #expect(EntityTag.matches(ifNoneMatch: " * ", tag: "\"b\""))
        #expect(!EntityTag.matches(ifNoneMatch: "\"ab\"", tag: "\"b\""))
        #expect(!EntityTag.matches(ifNoneMatch: nil, tag: "\"b\""))
        #expect(!EntityTag.matches(ifNoneMatch: String(repeating: "\"b\",", count: 2_000), tag: "\"b\""))
    }

    @Test(
        "Gzip is used only where it is welcome",
        arguments: [
            ("gzip", true), ("GZIP", true), ("deflate, gzip;q=0.5", true), ("*", true), ("x-gzip", true),
            ("gzip;q=1", true), ("gzip; q=0.001", true), ("gzip;q=0", false), ("gzip;q=0.000", false),
            ("gzip;Q=0, *", false), ("*;q=0", false), ("identity", false), ("", false), ("br", false),
            ("gzip;q=x", false), ("gzip;q=-1", false), ("gzipp", false),
        ])
    func gzip(field: String, isWelcome: Bool) {
        #expect(AcceptEncoding.allowsGzip(field) == isWelcome)
    }
}
