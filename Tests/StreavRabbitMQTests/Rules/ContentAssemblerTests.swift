import StreavLocal
import Testing

@testable import StreavRabbitMQ

@Suite("RabbitMQ: frames")
struct ContentAssemblerTests {
    private func header(_ bytes: UInt64) -> AMQPFrame.Header { AMQPFrame.Header(bodyBytes: bytes) }

    @Test("A message is whole when its body is, in however many pieces", arguments: [0, 1, 7, 1_000], [1, 3, 1_000])
    func pieces(_ size: Int, _ piece: Int) throws {
        var assembler = ContentAssembler<Int>(maximumBytes: 1_000)
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        try assembler.announced(5)
        var whole = try assembler.received(header(UInt64(size)))
        for start in stride(from: 0, to: size, by: piece) {
            #expect(whole == nil)
            whole = try assembler.received(Array(body[start..<min(size, start + piece)]))
        }
        #expect(whole?.body == body && whole?.announcement == 5)
        try assembler.announced(6)
    }

    @Test("A body that is too long is let through and not kept")
    func tooLong() throws {
        var assembler = ContentAssembler<Int>(maximumBytes: 10)
        try assembler.announced(1)
        _ = try assembler.received(header(12))
        #expect(try assembler.received([UInt8](repeating: 0, count: 6)) == nil)
        let whole = try assembler.received([UInt8](repeating: 0, count: 6))
        #expect(whole != nil && whole?.body == nil)
    }

    @Test("Frames out of place end the connection, and a claimed size costs nothing")
    func outOfPlace() throws {
        var assembler = ContentAssembler<Int>(maximumBytes: 10)
        #expect(throws: LinkFailure.self) { try assembler.received(header(1)) }
        #expect(throws: LinkFailure.self) { try assembler.received([1]) }
        try assembler.announced(1)
        #expect(throws: LinkFailure.self) { try assembler.announced(2) }
        #expect(try assembler.received(header(.max)) == nil)
        #expect(try assembler.received([1]) == nil)
        var small = ContentAssembler<Int>(maximumBytes: 10)
        try small.announced(1)
        _ = try small.received(header(1))
        #expect(throws: LinkFailure.self) { try small.received([1, 2]) }
    }

    @Test("Every dead-letter exchange has a name that fits and is one queue's")
    func deadLetterNames() {
        #expect(DeadLetterExchange.name(for: "node.dead") == "streav.dead.node.dead")
        let long = [
            String(repeating: "q", count: 254) + "a", String(repeating: "q", count: 254) + "b",
            String(repeating: "é", count: 127),
        ]
        let names = long.map { DeadLetterExchange.name(for: $0) }
        #expect(Set(names).count == 3)
        #expect(names.allSatisfy { $0.utf8.count <= 255 && $0.hasPrefix("streav.dead.") })
    }

    @Test("Waits before a new attempt grow to a bound, and are not the same for all")
    func backoff() {
        var waits: [Duration] = []
        var backoff = ReconnectBackoff(entropy: SeededEntropy(seed: 1))
        for _ in 0..<20 { waits.append(backoff.failed()) }
        #expect(waits.allSatisfy { $0 >= .milliseconds(50) && $0 <= ReconnectBackoff.longest })
        #expect(waits[0] <= .milliseconds(100) && waits[19] >= .seconds(1))
        #expect(Set(waits.suffix(10)).count > 1)
        backoff.succeeded()
        #expect(backoff.failed() <= .milliseconds(100))
    }
}
