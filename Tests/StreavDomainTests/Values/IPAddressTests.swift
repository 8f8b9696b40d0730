import StreavDomain
import Testing

@Suite("IP addresses and networks")
struct IPAddressTests {
    @Test(
        "Text forms are read and written in the one form of RFC 5952",
        arguments: [
            ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"), ("::", "::"),
            ("::1", "::1"), ("1::", "1::"), ("2001:DB8::0001", "2001:db8::1"),
            ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
            ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
            ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
        ])
    func texts(text: String, canonical: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.description == canonical)
        #expect(IPAddress(canonical) == address)
    }

    @Test("An IPv4-mapped address is the IPv4 address")
    func mapped() throws {
        #expect(IPAddress("::ffff:192.0.2.1") == IPAddress(192, 0, 2, 1))
        #expect(IPAddress("::FFFF:c000:201") == IPAddress(192, 0, 2, 1))
        #expect(try #require(IPAddress("::ffff:192.0.2.1")).family == .v4)
        #expect(IPAddress("::192.0.2.1") != IPAddress(192, 0, 2, 1))
    }

    @Test(
        "What programs read differently is refused",
        arguments: [
            "", "1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.256", "0x7f.0.0.1", "127.1", "1.2.3.4 ", "+1.2.3.4", ":",
            ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "g::", "fe80::1%eth0", "[::1]",
            "1:2:3:4:5:6:7:8::", "::1.2.3", "1.2.3.4::", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "١.٢.٣.٤",
        ])
    func refused(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(
        "A network holds exactly the addresses with its prefix",
        arguments: [
            ("10.0.0.0/8", "10.255.255.255", "11.0.0.0"), ("192.0.2.7", "192.0.2.7", "192.0.2.8"),
            ("192.0.2.128/25", "192.0.2.128", "192.0.2.127"), ("2001:db8::/33", "2001:db8:7fff::1", "2001:db8:8000::1"),
            ("2001:db8::/65", "2001:db8::7fff:0:0:1", "2001:db8::8000:0:0:1"), ("::1", "::1", "::2"),
            ("0.0.0.0/0", "203.0.113.9", "2001:db8::1"), ("::/0", "2001:db8::1", "203.0.113.9"),
            ("::ffff:10.0.0.0/104", "10.1.2.3", "11.0.0.0"), ("10.0.0.0/8", "::ffff:10.1.2.3", "::ffff:11.0.0.0"),
        ])
    func networks(network: String, inside: String, outside: String) throws {
        let block = try #require(IPNetwork(network))
        #expect(try block.contains(#require(IPAddress(inside))))
        #expect(try !block.contains(#require(IPAddress(outside))))
        #expect(IPNetwork(block.description) == block)
    }

    @Test("Bits after the prefix are cleared")
    func cleared() throws {
        #expect(try #require(IPNetwork("10.1.2.3/8")).description == "10.0.0.0/8")
        #expect(try #require(IPNetwork("10.1.2.3/32")).description == "10.1.2.3")
        #expect(try #require(IPNetwork("2001:db8:1:2:3::/48")).description == "2001:db8:1::/48")
    }

    @Test(
        "Malformed networks are refused",
        arguments: [
            "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0.0/8/8", "::/129", "::ffff:10.0.0.0/90",
            "/8",
            "", "10.0.0.0/a",
        ])
    func malformed(text: String) {
        #expect(IPNetwork(text) == nil)
    }

    @Test("Addresses of one IPv6 line count as one, those of IPv4 each for itself")
    func lines() throws {
        let first = try #require(IPAddress("2001:db8:1:2::1")).subscriberLine
        #expect(try first == #require(IPAddress("2001:db8:1:2:ffff::9")).subscriberLine)
        #expect(try first != #require(IPAddress("2001:db8:1:3::1")).subscriberLine)
        #expect(IPAddress(192, 0, 2, 1).subscriberLine != IPAddress(192, 0, 2, 2).subscriberLine)
    }

    @Test("A mask checked bit by bit agrees with the network")
    func property() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let text = (0..<4).map { _ in String(UInt8.random(in: 0...255, using: &random)) }.joined(separator: ".")
            let address = try #require(IPAddress(text))
            let length = Int.random(in: 0...32, using: &random)
            let network = try #require(IPNetwork("\(text)/\(length)"))
            let flipped = Int.random(in: 0..<32, using: &random)
            let bits = text.split(separator: ".").compactMap { UInt8($0) }.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            let other = bits ^ (1 << UInt32(31 - flipped))
            let neighbour = IPAddress(
                UInt8(other >> 24), UInt8(other >> 16 & 255), UInt8(other >> 8 & 255), UInt8(other & 255))
            #expect(network.contains(address))
            #expect(network.contains(neighbour) == (flipped >= length))
        }
    }
}
