import Glibc
import Testing

@testable import StreavSimulation

/// Standard output, with readers of every kind.
@Suite("Event log")
struct EventLogTests {
    private static func line(_ number: Int) -> [UInt8] {
        Array("{\"event\":\"\(number)\"}\n".utf8)
    }

    private static func drain(_ queue: inout EventQueue, portion: Int) -> String {
        var written: [UInt8] = []
        while true {
            let next = queue.next(upTo: portion)
            guard !next.isEmpty else { return String(decoding: written, as: UTF8.self) }
            written.append(contentsOf: next)
            queue.wrote(next.count)
        }
    }

    @Test("Lines that do not fit give way whole, and the next one that fits says how many", arguments: [1, 7, 4096])
    func dropping(portion: Int) {
        var queue = EventQueue()
        var number = 0
        while number < 10_000 {
            queue.append(Self.line(number))
            number += 1
        }
        let first = Self.drain(&queue, portion: portion).split(separator: "\n")
        let kept = first.count - 1
        #expect(first.last == "{\"count\":\(10_000 - kept),\"event\":\"dropped\"}")
        #expect(first.dropLast().enumerated().allSatisfy { $1 == "{\"event\":\"\($0)\"}" })
        #expect(queue.isEmpty)
        queue.append(Self.line(7))
        #expect(Self.drain(&queue, portion: portion) == "{\"event\":\"7\"}\n")
    }

    @Test("A line that must not be lost is taken however much waits")
    func certain() {
        var queue = EventQueue()
        for number in 0..<10_000 { queue.append(Self.line(number)) }
        queue.append(Self.line(-1), isCertain: true)
        let text = Self.drain(&queue, portion: 4096)
        #expect(text.hasSuffix("\"event\":\"dropped\"}\n{\"event\":\"-1\"}\n"))
    }

    @Test("A pipe that nobody reads holds nobody up, and every line read later is whole")
    func silentReader() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer {
            close(ends[0])
            close(ends[1])
        }
        let log = EventLog(descriptor: ends[1])
        for number in 0..<20_000 {
            log.write(NotableEvent(event: "test", stream: Int32(number)))
        }
        #expect(!log.flush())
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var isFlushed = false
        while !isFlushed {
            let count = read(ends[0], &buffer, buffer.count)
            text += String(decoding: buffer[..<count], as: UTF8.self)
            isFlushed = log.flush()
        }
        let count = read(ends[0], &buffer, buffer.count)
        text += String(decoding: buffer[..<count], as: UTF8.self)
        let lines = text.split(separator: "\n")
        #expect(lines.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
        #expect(lines.last?.hasSuffix("\"event\":\"dropped\"}") == true)
        #expect(lines.count < 20_000)
    }

    @Test("A reader that went away is told nothing any more")
    func closedReader() throws {
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        close(ends[0])
        let log = EventLog(descriptor: ends[1])
        log.write(NotableEvent(event: "test"), isCertain: true)
        #expect(log.flush())
        close(ends[1])
    }
}
