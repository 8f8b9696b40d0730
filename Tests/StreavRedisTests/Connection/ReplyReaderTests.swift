@testable import StreavRedis
import StreavPorts
import Testing

@Suite("Answers out of bytes")
struct ReplyReaderTests {
    private static let text =
        "+PONG\r\n-ERR no\r\n:-42\r\n$5\r\nh\r\n\u{0}x\r\n$0\r\n\r\n$-1\r\n*-1\r\n*0\r\n"
        + "*3\r\n:1\r\n*2\r\n$1\r\na\r\n$-1\r\n+b\r\n"
    private static let replies: [RedisReply] = [
        .status("PONG"), .error("ERR no"), .integer(-42), .bytes(Array("h\r\n\u{0}x".utf8)), .bytes([]), .null, .null,
        .array([]), .array([.integer(1), .array([.bytes([97]), .null]), .status("b")]),
    ]

    @Test("Answers of all kinds are read, wherever the bytes are cut", arguments: 1...40)
    func kinds(size: Int) throws {
        let reader = RedisReplyReader()
        var replies: [RedisReply] = []
        var rest = Array(Self.text.utf8)[...]
        while !rest.isEmpty {
            try reader.feed(Array(rest.prefix(size)), into: &replies)
            rest = rest.dropFirst(size)
        }
        #expect(replies == Self.replies)
    }

    @Test("What came before garbage is answered, and a reader ends without harm in the middle of an answer")
    func partly() {
        let reader = RedisReplyReader()
        var replies: [RedisReply] = []
        #expect(throws: RedisConnectionLoss.self) {
            try reader.feed(Array((Self.text + "garbage\r\n").utf8), into: &replies)
        }
        #expect(replies == Self.replies)
        for length in 0..<Self.text.utf8.count {
            let cut = RedisReplyReader()
            var found: [RedisReply] = []
            #expect(throws: Never.self) { try cut.feed(Array(Self.text.utf8.prefix(length)), into: &found) }
            #expect(found == Array(Self.replies.prefix(found.count)))
        }
    }

    @Test("Changed bytes give answers or an error, never harm", arguments: UInt64(1)...20)
    func mutated(seed: UInt64) {
        var choices = SeededChoices(seed: seed)
        for _ in 0..<500 {
            var bytes = Array(Self.text.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &choices) {
                bytes[Int.random(in: bytes.indices, using: &choices)] = UInt8.random(in: 0...255, using: &choices)
            }
            let reader = RedisReplyReader()
            var replies: [RedisReply] = []
            do throws(RedisConnectionLoss) {
                try reader.feed(bytes, into: &replies)
                #expect(replies.count <= bytes.count)
            } catch {
                #expect(!error.message.isEmpty)
            }
        }
    }

    @Test("Commands are put into the form that servers read, whatever their arguments hold")
    func commands() {
        #expect(RedisCommand("PING").bytes == Array("*1\r\n$4\r\nPING\r\n".utf8))
        let command = RedisCommand([Array("SET".utf8), [], [0, 13, 10, 255]])
        #expect(command.bytes == Array("*3\r\n$3\r\nSET\r\n$0\r\n\r\n$4\r\n".utf8) + [0, 13, 10, 255, 13, 10])
    }

    @Test("Errors are told in words of our own, and a server's own words without arguments and controls")
    func refusals() {
        #expect(RedisRefusal("OOM command not allowed").code == .outOfMemory)
        #expect(RedisRefusal("WRONGTYPE Operation against a key").code == .invalidArgument)
        #expect(RedisRefusal("ERR value is not an integer or out of range").code == .invalidArgument)
        #expect(RedisRefusal("ERR increment or decrement would overflow").code == .invalidArgument)
        let strange = RedisRefusal("ERR unknown command 'GET\u{7}', with args beginning with: 'secret'")
        #expect(strange.code == .unavailable)
        #expect(strange.message == "Redis answers with an error: ERR unknown command 'GET?'")
        #expect(RedisRefusal(String(repeating: "x", count: 100_000)).message.count < 200)
        #expect(RedisRefusal("").code == .unavailable)
    }
}
