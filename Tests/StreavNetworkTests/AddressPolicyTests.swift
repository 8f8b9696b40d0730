import StreavDomain
import StreavNetwork
import StreavPorts
import Testing

@Suite("S34: which addresses may be connected to")
struct AddressPolicyTests {
    private func address(_ text: String) throws -> IPAddress {
        try #require(IPAddress(text), "\(text) is no address")
    }

    @Test(
        "Public addresses are open",
        arguments: [
            "8.8.8.8", "1.1.1.1", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111", "2a00::1",
        ])
    func global(_ text: String) throws {
        #expect(AddressPolicy().objection(to: try address(text)) == nil)
    }

    @Test(
        "Everything else is closed",
        arguments: [
            "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1",
            "127.255.255.254", "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1",
            "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
            "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16", "100.100.100.200",
            "192.0.0.192", "::", "::1", "::127.0.0.1", "::10.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
            "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1",
            "64:ff9b:1::a9fe:a9fe", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1",
            "2002:a9fe:a9fe::", "3fff::1", "4000::1", "fc00::1", "fd12:3456::1", "fd00:ec2::254", "fe80::1",
            "febf::1", "fec0::1", "ff02::1", "2606:4700::5efe:a9fe:a9fe", "2606:4700::200:5efe:a00:1",
        ])
    func closed(_ text: String) throws {
        #expect(AddressPolicy().objection(to: try address(text))?.code == .forbidden)
    }

    @Test(
        "What leads to metadata services, link-local and multicast addresses stays closed whatever is allowed",
        arguments: [
            "169.254.169.254", "169.254.1.1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::",
            "fe80::1", "fd00:ec2::254", "100.100.100.200", "168.63.129.16", "0.0.0.0", "::", "224.0.0.1", "ff02::1",
            "255.255.255.255", "2001::1", "::169.254.169.254", "64:ff9b:1::a9fe:a9fe",
        ])
    func never(_ text: String) throws {
        let policy = try AddressPolicy(
            parsing: "0.0.0.0/0, ::/0, 169.254.0.0/16, fe80::/10, 224.0.0.0/4, fd00::/8, 100.64.0.0/10")
        #expect(policy.objection(to: try address(text))?.message.contains("never") == true)
    }

    @Test("Listed networks are open, the address next to them is not")
    func listed() throws {
        let policy = try AddressPolicy(parsing: "10.1.0.0/16,192.168.7.9 fd12::/16")
        for text in ["10.1.0.1", "10.1.255.255", "192.168.7.9", "fd12::5", "::ffff:10.1.2.3", "64:ff9b::a01:203"] {
            #expect(policy.objection(to: try address(text)) == nil, "\(text)")
        }
        for text in ["10.2.0.1", "192.168.7.8", "fd13::5", "127.0.0.1", "::1"] {
            let objection = policy.objection(to: try address(text))
            #expect(objection?.message.contains("STREAV_SOURCE_ALLOW") == true, "\(text)")
        }
    }

    @Test("This machine is open only where it is listed as such")
    func loopback() throws {
        let wide = try AddressPolicy(parsing: "0.0.0.0/0 ::/0 126.0.0.0/7")
        #expect(wide.objection(to: try address("127.0.0.1")) != nil)
        #expect(wide.objection(to: try address("::1")) != nil)
        #expect(wide.objection(to: try address("10.0.0.1")) == nil)
        let explicit = try AddressPolicy(parsing: "127.0.0.0/8 ::1")
        #expect(explicit.objection(to: try address("127.0.0.1")) == nil)
        #expect(explicit.objection(to: try address("::ffff:127.0.0.1")) == nil)
        #expect(explicit.objection(to: try address("::1")) == nil)
        #expect(explicit.objection(to: try address("10.0.0.1")) != nil)
    }

    @Test(
        "A list that cannot be read is refused with the part that is wrong", arguments: ["10/8", "lan", "10.0.0.0/33"])
    func badLists(_ text: String) {
        #expect(throws: (any Error).self) { try AddressPolicy(parsing: "10.0.0.0/8 \(text)") }
    }
}
