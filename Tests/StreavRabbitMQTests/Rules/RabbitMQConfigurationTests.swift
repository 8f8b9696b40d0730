import StreavPorts
import StreavRabbitMQ
import Testing

@Suite("RabbitMQ: addresses")
struct RabbitMQConfigurationTests {
    private func read(_ text: String) throws -> RabbitMQConfiguration {
        try RabbitMQConfiguration(ServiceAddress(text))
    }

    @Test("What an address leaves out is as RabbitMQ's own clients take it")
    func defaults() throws {
        let plain = try read("amqp://broker.example")
        #expect(plain.port == 5_672 && plain.user == "guest" && plain.virtualHost == "/")
        #expect(plain.heartbeat == .seconds(10) && plain.security == nil)
        let secure = try read("amqps://broker.example")
        #expect(secure.port == 5_671)
        #expect(secure.security == RabbitMQConfiguration.TransportSecurity())
        #expect(secure.security?.isVerified == true)
    }

    @Test("An address says where, as whom and how")
    func full() throws {
        let read = try read("amqps://me:p%40ss@[::1]:99/live%2fone?heartbeat=3&verify=verify_none&cacertfile=/a.pem")
        #expect(read.host == "::1" && read.port == 99 && read.user == "me" && read.virtualHost == "live/one")
        #expect(read.heartbeat == .seconds(3))
        #expect(read.security == .init(authorities: "/a.pem", isVerified: false))
    }

    @Test(
        "An address that says what cannot be is refused",
        arguments: [
            "redis://host", "amqp://", "amqp://host?heartbeat=0", "amqp://host?heartbeat=3601",
            "amqp://host?heartbeat=x",
            "amqp://host?cacertfile=/a.pem", "amqp://host?unknown=1", "amqps://host?verify=perhaps",
            "amqps://host?cacertfile=", "amqp://\(String(repeating: "u", count: 256))@host",
        ])
    func refused(_ text: String) {
        #expect(throws: ServiceAddressError.self) { try read(text) }
    }

    @Test("S41: A configuration does not describe its password")
    func secret() throws {
        let read = try read("amqp://me:open-sesame@host/vhost")
        var dumped = ""
        dump(read, to: &dumped)
        for text in [read.description, String(reflecting: read), dumped] { #expect(!text.contains("open-sesame")) }
    }
}
