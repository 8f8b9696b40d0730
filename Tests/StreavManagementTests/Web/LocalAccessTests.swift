import HTTPTypes
import NIOCore
import StreavWeb
import Testing

@Suite("Local access")
struct LocalAccessTests {
    private let access = LocalAccess(hosts: ["Streav.Lan"])

    private func refusal(
        peer: String? = "127.0.0.1", host: String?, fields: HTTPFields = HTTPFields()
    ) throws -> LocalAccess.Refusal? {
        let address = try peer.map { try SocketAddress(ipAddress: $0, port: 4000) }
        let request = HTTPRequest(method: .get, scheme: "http", authority: host, path: "/", headerFields: fields)
        return access.refusal(of: request, from: address)
    }

    // An empty port is one that RFC 3986 allows.
    @Test(
        "Local names are answered, with or without a port, in any case",
        arguments: [
            "localhost", "localhost:", "localhost:8080", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:8080", "[::1]",
            "[::1]:8080",
            "streav.lan", "STREAV.LAN:8080",
        ])
    func answersLocalNames(_ host: String) throws {
        #expect(try refusal(host: host) == nil)
    }

    @Test(
        "A foreign name is refused even when it leads here (S35)",
        arguments: [
            "evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.2", "",
            "localhost:80x", "localhost:80:80", "[::1", "[::1]x", "[::2]", "localhost@evil.example",
            "evil.example#localhost", "streav.lan.",
        ])
    func refusesForeignNames(_ host: String) throws {
        #expect(try refusal(host: host) == .host)
    }

    @Test("A request without a host is refused")
    func refusesNoHost() throws {
        #expect(try refusal(host: nil) == .host)
    }

    @Test("Loopback peers are local", arguments: ["127.0.0.1", "127.255.0.9", "::1", "::ffff:127.0.0.1"])
    func answersLoopback(_ peer: String) throws {
        #expect(try refusal(peer: peer, host: "localhost") == nil)
    }

    @Test(
        "Any other peer is refused, whatever host it names",
        arguments: ["10.0.0.1", "192.168.1.4", "128.0.0.1", "::2", "fe80::1", "::ffff:10.0.0.1", "::127.0.0.1"])
    func refusesOthers(_ peer: String) throws {
        #expect(try refusal(peer: peer, host: "localhost") == .peer)
    }

    @Test("An unknown peer is refused")
    func refusesUnknownPeer() throws {
        #expect(try refusal(peer: nil, host: "localhost") == .peer)
    }

    @Test(
        "Through a proxy nobody is local",
        arguments: ["Forwarded", "Via", "X-Forwarded-For", "x-forwarded-host", "X-Real-IP"])
    func refusesProxies(_ name: String) throws {
        let field = try #require(HTTPField.Name(name))
        #expect(try refusal(host: "localhost", fields: [field: "127.0.0.1"]) == .proxy)
    }
}
