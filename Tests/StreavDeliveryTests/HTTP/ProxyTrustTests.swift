import NIOCore
import Testing

@testable import StreavDelivery
import StreavDomain

@Suite("S42, S43: who the client is")
struct ProxyTrustTests {
    private func client(
        _ fields: String, from peer: String, header: ForwardingHeader = .xForwardedFor,
        trusting proxies: [String] = ["10.0.0.0/8", "::1"]
    ) throws -> String {
        let request = try #require(Requests.parsed(Requests.get("/", headers: fields)))
        let trust = ProxyTrust(proxies: proxies.compactMap(IPNetwork.init), header: header)
        return trust.client(of: request.head, from: try #require(IPAddress(peer))).description
    }

    @Test func `The field is believed from trusted proxies alone, from its end`() throws {
        #expect(try client("X-Forwarded-For: 1.2.3.4\r\n", from: "9.9.9.9") == "9.9.9.9")
        #expect(try client("X-Forwarded-For: 1.2.3.4\r\n", from: "10.0.0.1") == "1.2.3.4")
        #expect(try client("", from: "10.0.0.1") == "10.0.0.1")
        // What the client wrote itself stands before what the proxy appended.
        #expect(try client("X-Forwarded-For: 6.6.6.6, 1.2.3.4\r\n", from: "10.0.0.1") == "1.2.3.4")
        #expect(try client("X-Forwarded-For: 6.6.6.6, 1.2.3.4, 10.9.9.9\r\n", from: "::1") == "1.2.3.4")
        #expect(try client("X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 1.2.3.4\r\n", from: "10.0.0.1") == "1.2.3.4")
        #expect(try client("X-Forwarded-For: 10.0.0.5, 10.0.0.6\r\n", from: "10.0.0.1") == "10.0.0.5")
        #expect(try client("X-Forwarded-For: 6.6.6.6, nonsense, 10.0.0.6\r\n", from: "10.0.0.1") == "10.0.0.6")
        #expect(try client("X-Forwarded-For: 1.2.3.4:5060\r\n", from: "10.0.0.1") == "1.2.3.4")
        #expect(try client("X-Forwarded-For: 2001:DB8::1\r\n", from: "10.0.0.1") == "2001:db8::1")
        #expect(try client("X-Forwarded-For: [2001:db8::1]:80\r\n", from: "10.0.0.1") == "2001:db8::1")
        // The other field is the client's own.
        #expect(try client("Forwarded: for=6.6.6.6\r\n", from: "10.0.0.1") == "10.0.0.1")
    }

    @Test func `RFC 7239 is read where it is configured`() throws {
        func forwarded(_ value: String) throws -> String {
            try client("Forwarded: \(value)\r\n", from: "10.0.0.1", header: .forwarded)
        }
        #expect(try forwarded("for=1.2.3.4") == "1.2.3.4")
        #expect(try forwarded("for=6.6.6.6, proto=https; For=\"[2001:db8::2]:443\"; by=x") == "2001:db8::2")
        #expect(try forwarded("for=unknown") == "10.0.0.1")
        #expect(try forwarded("for=_hidden") == "10.0.0.1")
        #expect(try forwarded("by=1.2.3.4") == "10.0.0.1")
    }

    @Test func `A list without an end is not followed`() throws {
        let list = Array(repeating: "10.0.0.2", count: 500).joined(separator: ",")
        #expect(try client("X-Forwarded-For: 1.2.3.4,\(list)\r\n", from: "10.0.0.1") == "10.0.0.2")
    }

    @Test func `IPv6 clients are counted by their network`() throws {
        let first = try #require(IPAddress("2001:db8:1:2::1"))
        let second = try #require(IPAddress("2001:db8:1:2:ffff::9"))
        #expect(first.subscriberLine == second.subscriberLine)
        #expect(first.subscriberLine != IPAddress("2001:db8:1:3::1")?.subscriberLine)
        var configuration = HTTPServerConfiguration()
        configuration.maximumConnectionsPerAddress = 1
        let admission = ConnectionAdmission(configuration: configuration)
        #expect(admission.enter(first) == .admitted)
        #expect(admission.enter(second) == .tooManyFromAddress)
        admission.leave(first)
        #expect(admission.enter(second) == .admitted)
    }
}
