import NIOCore
import Synchronization
import Testing

@testable import StreavDelivery

@Suite("S45: request smuggling")
struct SmugglingTests {
    struct Attempt: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: String

        var testDescription: String { name }
    }

    private static let form = "Content-Type: application/x-www-form-urlencoded\r\n"

    private static func post(_ name: String, _ fields: String, _ content: String = "a") -> Attempt {
        Attempt(name: name, bytes: "POST / HTTP/1.1\r\nHost: a\r\n\(form)\(fields)\r\n\(content)")
    }

    private static func get(_ name: String, _ fields: String) -> Attempt {
        Attempt(name: name, bytes: "GET / HTTP/1.1\r\n\(fields)\r\n")
    }

    private static func chunked(_ name: String, _ content: String) -> Attempt {
        post(name, "Transfer-Encoding: chunked\r\n", content)
    }

    private static func raw(_ name: String, _ bytes: String) -> Attempt {
        Attempt(name: name, bytes: bytes)
    }

    static let attempts: [Attempt] = [
        post("length and coding", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"),
        post("coding and length", "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n", "0\r\n\r\n"),
        post("length twice, the same", "Content-Length: 1\r\nContent-Length: 1\r\n"),
        post("length twice, different", "Content-Length: 1\r\nContent-Length: 2\r\n"),
        post("a list of lengths", "Content-Length: 1, 1\r\n"),
        post("plus sign", "Content-Length: +1\r\n"),
        post("minus sign", "Content-Length: -1\r\n"),
        post("hexadecimal length", "Content-Length: 0x1\r\n"),
        post("blank in the length", "Content-Length: 1 1\r\n"),
        post("no length", "Content-Length:\r\n"),
        post("fractional length", "Content-Length: 1.0\r\n"),
        post("overflowing length", "Content-Length: 18446744073709551617\r\n"),
        post("quoted length", "Content-Length: \"1\"\r\n"),
        post("identity", "Transfer-Encoding: identity\r\n"),
        post("gzip then chunked", "Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"),
        post("chunked then identity", "Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"),
        post("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
        post("coding twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n", "0\r\n\r\n"),
        post("xchunked", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
        post("chunked with a vertical tab", "Transfer-Encoding: \u{0B}chunked\r\n", "0\r\n\r\n"),
        post("quoted chunked", "Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n"),
        post("empty coding", "Transfer-Encoding:\r\n", "0\r\n\r\n"),
        post("space before the colon", "Transfer-Encoding : chunked\r\n", "0\r\n\r\n"),
        post("tab before the colon", "Content-Length\t: 1\r\n"),
        post("folded line", "X: a\r\n Content-Length: 1\r\n"),
        post("folded coding", "Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n"),
        post("leading blank on the first field", " X: a\r\n"),
        post("bare feed ends a field", "X: a\nContent-Length: 1\r\n"),
        post("bare return in a field", "X: a\rContent-Length: 1\r\n"),
        post("bare return at the end", "X: a\r\r\n"),
        post("zero byte in a value", "X: a\0b\r\n"),
        post("zero byte in a name", "X\0: a\r\n"),
        post("control in a value", "X: a\u{01}b\r\n"),
        post("no colon", "Content-Length 1\r\n"),
        post("no name", ": 1\r\n"),
        post("name with a bracket", "Content(Length: 1\r\n"),
        raw("coding in 1.0", "POST / HTTP/1.0\r\nHost: a\r\n\(form)Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        chunked("chunk ends in a bare feed", "1\na\r\n0\r\n\r\n"),
        chunked("chunk longer than said", "1\r\nab\r\n0\r\n\r\n"),
        chunked("chunk data not ended", "1\r\na0\r\n\r\n"),
        chunked("chunk size signed", "+1\r\na\r\n0\r\n\r\n"),
        chunked("chunk size with a prefix", "0x1\r\na\r\n0\r\n\r\n"),
        chunked("chunk size with a blank", "1 \r\na\r\n0\r\n\r\n"),
        chunked("chunk size absent", "\r\na\r\n0\r\n\r\n"),
        chunked("chunk size too long", "000000001\r\na\r\n0\r\n\r\n"),
        chunked("chunk extension too long", "1;" + String(repeating: "x", count: 200) + "\r\na\r\n0\r\n\r\n"),
        chunked("chunk extension with a return", "1;a\rb\r\na\r\n0\r\n\r\n"),
        chunked("chunk extension with a control", "1;a\u{02}\r\na\r\n0\r\n\r\n"),
        chunked("trailer", "0\r\nContent-Length: 5\r\n\r\n"),
        chunked("end with a bare feed", "0\r\n\n"),
        get("no host", "X: a\r\n"),
        get("host twice", "Host: a\r\nHost: a\r\n"),
        get("empty host", "Host:\r\n"),
        get("a list of hosts", "Host: a, b\r\n"),
        get("host with a slash", "Host: a/b\r\n"),
        get("host with user information", "Host: u@a\r\n"),
        raw("request line with a bare feed", "GET / HTTP/1.1\nHost: a\n\n"),
        raw("request line with a return", "GET /\rx HTTP/1.1\r\nHost: a\r\n\r\n"),
        raw("two blanks", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"),
        raw("tab for a blank", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n"),
        raw("blank in the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"),
        raw("blank at the end", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n"),
        raw("no version", "GET /\r\nHost: a\r\n\r\n"),
        raw("version in small letters", "GET / http/1.1\r\nHost: a\r\n\r\n"),
        raw("long version", "GET / HTTP/1.10\r\nHost: a\r\n\r\n"),
        raw("method with a colon", "GE:T / HTTP/1.1\r\nHost: a\r\n\r\n"),
        raw("blank before the method", " GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
        raw("fragment in the target", "GET /#a HTTP/1.1\r\nHost: a\r\n\r\n"),
        raw("bytes of TLS", "\u{16}\u{03}\u{01}\u{02}"),
    ]

    @Test(arguments: attempts)
    func `Ambiguous bytes are refused and nothing after them is believed`(attempt: Attempt) {
        let hidden = Requests.get("/hidden")
        let events = Requests.events(attempt.bytes + hidden)
        #expect(events.count == 1)
        #expect(events.first?.rejection?.status == .badRequest)
    }

    @Test func `Over a socket each is answered 400 and the connection ends`() async throws {
        try await TestServer.with { server in
            for attempt in Self.attempts {
                let text = try server.exchange(attempt.bytes + Requests.get("/hidden"))
                #expect(text.hasPrefix("HTTP/1.1 400 "), "\(attempt.name)")
                #expect(text.contains("Connection: close\r\n"), "\(attempt.name)")
                #expect(!text.contains("hidden"), "\(attempt.name)")
            }
            #expect(server.counters.rejectedRequests.load(ordering: .relaxed) == Self.attempts.count)
            #expect(server.counters.requests.load(ordering: .relaxed) == 0)
            #expect(server.counters.responses(class: 4) == Self.attempts.count)
        }
    }

    @Test func `Other versions are told so`() {
        for version in ["HTTP/2.0", "HTTP/1.2", "HTTP/0.9", "HTTP/3.0"] {
            #expect(Requests.events("GET / \(version)\r\nHost: a\r\n\r\n") == [.rejected(.versionNotSupported)])
        }
        #expect(Requests.events("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") == [.rejected(.versionNotSupported)])
    }
}
