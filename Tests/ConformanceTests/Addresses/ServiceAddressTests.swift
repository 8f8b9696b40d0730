import StreavPorts
import Testing

@Suite("Addresses of backing services")
struct ServiceAddressTests {
    @Test("everything an address may say is read")
    func whole() throws {
        let address = try ServiceAddress("AMQPS://me%40home:p%3Ass%2F%25@broker.example:5671/a%2Fb?heartbeat=5&tls=on")
        #expect(address.scheme == "amqps")
        #expect(address.user == "me@home")
        #expect(address.password == "p:ss/%")
        #expect(address.host == "broker.example")
        #expect(address.port == 5671)
        #expect(address.path == "a/b")
        #expect(address.query == ["heartbeat": "5", "tls": "on"])
    }

    @Test("what an address leaves out is absent")
    func bare() throws {
        let address = try ServiceAddress("redis://localhost")
        #expect(address.user == nil && address.password == nil && address.port == nil)
        #expect(address.path.isEmpty && address.query.isEmpty && address.isLoopback)
        let passwordOnly = try ServiceAddress("redis://:secret@10.0.0.1/2")
        #expect(passwordOnly.user == nil && passwordOnly.password == "secret" && passwordOnly.path == "2")
        #expect(!passwordOnly.isLoopback)
    }

    @Test("a password may hold @ and IPv6 hosts stand in brackets")
    func pasted() throws {
        let address = try ServiceAddress("postgres://streav:p@ss@[::1]:5432/streav")
        #expect(address.password == "p@ss" && address.host == "::1" && address.port == 5432 && address.isLoopback)
    }

    @Test("S53: this machine is an address of it or its name, not a name that begins like one")
    func loopback() throws {
        for host in ["localhost", "127.0.0.1", "127.255.0.9", "[::1]", "[::ffff:127.0.0.1]", "%2Frun%2Fpostgresql"] {
            #expect(try ServiceAddress("redis://\(host)").isLoopback, "\(host)")
        }
        for host in [
            "127.0.0.1.example.org", "127.example.org", "127.1", "128.0.0.1", "[::2]", "[::ffff:10.0.0.1]", "0.0.0.0",
            "localhost.example.org",
        ] {
            #expect(try !ServiceAddress("redis://\(host)").isLoopback, "\(host)")
        }
    }

    @Test(
        "what is not an address is refused in words that do not hold the password",
        arguments: [
            "", "redis", "://host", "redis:/host", "redis://hidden@host:0", "redis://hidden@host:65536",
            "redis://hidden@host:+5", "redis://x:hidden%zz@host", "redis://x:hidden%ff@host", "redis://hidden@[::1",
            "redis://hidden@[::1]x", "redis://hidden@host?a=1&a=2", "redis://hidden@ho st", "redis://x:hid#den@host",
            "redis://x:hidden%00@host", "redis://hidden@" + String(repeating: "a", count: 5_000),
        ])
    func refused(_ text: String) throws {
        let error = try #require(throws: ServiceAddressError.self) { try ServiceAddress(text) }
        #expect(!"\(error)".contains("hidden"))
    }

    @Test("neither description nor mirror holds the password")
    func quiet() throws {
        let address = try ServiceAddress("amqp://user:hidden@host:5672/vhost?x=hidden")
        var dumped = ""
        dump(address, to: &dumped)
        #expect(!"\(address)".contains("hidden") && !dumped.contains("hidden"))
        #expect("\(address)" == "amqp://host:5672/vhost")
    }
}
