import NIOCore
import Testing

@testable import StreavDelivery

@Suite("Request parser")
struct RequestParserTests {
    @Test func `A plain request is read with its fields`() throws {
        let request = try #require(
            Requests.parsed(
                "GET /live/u/p/7.m3u8?a=1&b=x%20y+z HTTP/1.1\r\nHost: tv.example:8000\r\nUser-Agent:  VLC/3.0 \r\n"
                    + "RANGE: bytes=0-\r\nIf-None-Match: \"x\"\r\nif-range: \"y\"\r\nAccept-Encoding: gzip, br\r\n"
                    + "Authorization: Basic x\r\nX-Other: 1\r\nX-Other: 2\r\n\r\n"))
        #expect(request.method == .get)
        #expect(request.rawPath == "/live/u/p/7.m3u8")
        #expect(request.segments() == ["live", "u", "p", "7.m3u8"])
        #expect(request.rawQuery == "a=1&b=x%20y+z")
        #expect(request.query("a") == "1")
        #expect(request.query("b") == "x y z")
        #expect(request.query("c") == nil)
        #expect(request.host == "tv.example:8000")
        #expect(request.userAgent == "VLC/3.0")
        #expect(request.range == "bytes=0-")
        #expect(request.ifNoneMatch == "\"x\"")
        #expect(request.ifRange == "\"y\"")
        #expect(request.acceptsGzip)
        #expect(request.hasAuthorization)
        #expect(request.header("x-other") == "1")
        #expect(request.header("x-none") == nil)
        #expect(request.isKeepAlive)
    }

    @Test func `Segments are decoded one by one and an encoded slash separates nothing`() throws {
        func segments(_ path: String) throws -> [String] {
            try #require(Requests.parsed(Requests.get(path))).segments()
        }
        #expect(try segments("/") == [])
        #expect(try segments("/a") == ["a"])
        #expect(try segments("/a/") == ["a", ""])
        #expect(try segments("//a") == ["", "a"])
        #expect(try segments("/a%2Fb/c") == ["a/b", "c"])
        #expect(try segments("/caf%C3%A9/%41") == ["café", "A"])
        #expect(try segments("/a+b") == ["a+b"])
        #expect(try segments("/%252e%252e/x") == ["%2e%2e", "x"])
        #expect(try segments("/..a/a../...") == ["..a", "a..", "..."])
    }

    @Test func `Targets may be absolute, and an asterisk for OPTIONS`() throws {
        let absolute = try #require(Requests.parsed("GET http://other.example:80/x?y HTTP/1.1\r\nHost: a\r\n\r\n"))
        #expect(absolute.rawPath == "/x")
        #expect(absolute.rawQuery == "y")
        #expect(absolute.host == "a")
        let options = try #require(Requests.parsed("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"))
        #expect(options.method == .options)
        #expect(options.rawPath == "*")
        #expect(Requests.events("GET * HTTP/1.1\r\nHost: a\r\n\r\n") == [.rejected(.badTarget)])
        #expect(Requests.events("CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n") == [.rejected(.badTarget)])
    }

    @Test func `Keep-alive follows the version and the Connection field`() throws {
        func isKept(_ version: String, _ fields: String) throws -> Bool {
            try #require(Requests.parsed("GET / HTTP/\(version)\r\nHost: a\r\n\(fields)\r\n")).isKeepAlive
        }
        #expect(try isKept("1.1", ""))
        #expect(try !isKept("1.1", "Connection: close\r\n"))
        #expect(try !isKept("1.1", "Connection: TE ,  Close\r\n"))
        #expect(try !isKept("1.1", "Connection: keep-alive\r\nConnection: close\r\n"))
        #expect(try !isKept("1.0", ""))
        #expect(try isKept("1.0", "Connection: Keep-Alive\r\n"))
    }

    @Test func `A form comes with its content, plain or in chunks`() throws {
        let fields = "Host: a\r\nContent-Type: application/x-www-form-urlencoded; charset=utf-8\r\n"
        let plain = try #require(
            Requests.parsed("POST /p HTTP/1.1\r\n\(fields)Content-Length: 13\r\n\r\nuser=a%26b&x="))
        #expect(plain.form("user") == "a&b")
        #expect(plain.form("x") == "")
        let chunked = try #require(
            Requests.parsed(
                "POST /p HTTP/1.1\r\n\(fields)Transfer-Encoding: Chunked\r\n\r\n"
                    + "4;name=\"v\"\r\nuser\r\n0000A\r\n=a%26b&x=1\r\n0\r\n\r\n"))
        #expect(chunked.form("user") == "a&b")
        #expect(chunked.form("x") == "1")
        let none = Requests.events("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
        #expect(none.count == 1 && none[0].rejection == nil)
    }

    @Test func `The empty line some clients leave behind is skipped, once`() {
        #expect(Requests.events("\r\n" + Requests.get("/")).count == 1)
        #expect(Requests.events("\r\n\r\n" + Requests.get("/")) == [.rejected(.badRequestLine)])
    }

    @Test func `S47: every limit is a status of its own and holds to the byte`() {
        let limits = RequestLimits()
        let line = limits.maximumRequestLineBytes - "GET / HTTP/1.1".utf8.count
        func target(_ count: Int) -> String { "/" + String(repeating: "a", count: count) }
        #expect(Requests.events(Requests.get(target(line)))[0].rejection == nil)
        #expect(Requests.events(Requests.get(target(line + 1))) == [.rejected(.requestLineTooLong)])
        // Refused before it ends, too.
        #expect(Requests.events("GET " + target(9_000)) == [.rejected(.requestLineTooLong)])
        #expect(
            Requests.events("GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: 17_000))
                == [.rejected(.headerTooLarge)])
        func fields(_ count: Int) -> String { String(repeating: "X: 1\r\n", count: count) }
        #expect(Requests.events(Requests.get("/", headers: fields(63)))[0].rejection == nil)
        #expect(Requests.events(Requests.get("/", headers: fields(64))) == [.rejected(.tooManyFields)])
        func bytes(_ count: Int) -> String { "X: " + String(repeating: "a", count: count) + "\r\n" }
        let room = limits.maximumHeaderBytes - "Host: a\r\nX: \r\n\r\n".utf8.count
        #expect(Requests.events(Requests.get("/", headers: bytes(room)))[0].rejection == nil)
        #expect(Requests.events(Requests.get("/", headers: bytes(room + 1))) == [.rejected(.headerTooLarge)])
        #expect(RequestRejection.requestLineTooLong.status == .uriTooLong)
        #expect(RequestRejection.headerTooLarge.status == .requestHeaderFieldsTooLarge)
        #expect(RequestRejection.tooManyFields.status == .requestHeaderFieldsTooLarge)
    }

    @Test func `S47: content is for forms and is bounded`() {
        func post(_ fields: String, _ content: String = "") -> RequestRejection? {
            Requests.events("POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\(content)").first?.rejection
        }
        let form = "Content-Type: application/x-www-form-urlencoded\r\n"
        #expect(post(form + "Content-Length: 16385\r\n") == .contentTooLarge)
        #expect(post(form + "Content-Length: 999999999999999\r\n") == .contentTooLarge)
        #expect(post(form + "Transfer-Encoding: chunked\r\n", "4001\r\n") == .contentTooLarge)
        #expect(post(form + "Transfer-Encoding: chunked\r\n", "ffffffff\r\n") == .contentTooLarge)
        let tiny = String(repeating: "1\r\na\r\n", count: RequestLimits.maximumChunks + 1)
        #expect(post(form + "Transfer-Encoding: chunked\r\n", tiny) == .badChunk)
        #expect(post("Content-Type: text/plain\r\nContent-Length: 1\r\n", "a") == .unsupportedContent)
        #expect(post("Content-Length: 1\r\n", "a") == .unsupportedContent)
        let get = Requests.get("/", headers: "Content-Length: 1\r\n") + "a"
        #expect(Requests.events(get) == [.rejected(.contentTooLarge)])
        #expect(post(form + "Expect: 200-ok\r\nContent-Length: 1\r\n") == .expectationFailed)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `However the bytes are cut, the requests are the same`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let form = "Content-Type: application/x-www-form-urlencoded\r\n"
        let stock = [
            Requests.get("/a/b%20c?d=e"),
            Requests.get("/x", headers: "User-Agent: y\r\nRange: bytes=0-1\r\nAccept-Encoding: *\r\n"),
            "\r\nHEAD /h HTTP/1.0\r\n\r\n",
            "POST /f HTTP/1.1\r\nHost: a\r\n\(form)Content-Length: 5\r\n\r\na=b&c",
            "POST /f HTTP/1.1\r\nHost: a\r\n\(form)Transfer-Encoding: chunked\r\n\r\n"
                + "3\r\na=b\r\n2;x\r\n&c\r\n0\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /bad HTTP/1.1\r\nHost : a\r\n\r\n",
        ]
        let text = (0..<8).map { _ in stock[Int.random(in: 0..<stock.count, using: &random)] }.joined()
        let bytes = Array(text.utf8)
        let whole = Requests.events([bytes])
        var pieces: [[UInt8]] = []
        var rest = bytes[...]
        let longest = Int.random(in: 1...40, using: &random)
        while !rest.isEmpty {
            let count = min(rest.count, Int.random(in: 1...longest, using: &random))
            pieces.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        #expect(Requests.events(pieces) == whole)
        #expect(!whole.isEmpty)
    }
}
