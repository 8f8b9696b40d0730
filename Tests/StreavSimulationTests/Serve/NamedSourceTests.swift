import StreavDomain
import Testing

@testable import StreavSimulation

/// What a person names on the command line may be read from.
@Suite("Named sources")
struct NamedSourceTests {
    @Test(
        "A private address written in the address is found",
        arguments: [
            ("http://10.0.0.7/studio.ts", "10.0.0.7"), ("http://192.168.1.9:8080/a", "192.168.1.9"),
            ("http://user:pass@172.16.3.4/a?b", "172.16.3.4"), ("http://[fd00::7]:80/a", "fd00::7"),
        ])
    func found(address: String, expected: String) throws {
        let source = try #require(ServeConfiguration.NamedSource(argument: "Studio=\(address)"))
        #expect(source.privateAddress == IPAddress(expected))
    }

    @Test(
        "Public, link-local and loopback addresses, metadata services, names and files open nothing",
        arguments: [
            "http://192.0.2.1/a", "http://169.254.169.254/a", "http://[fe80::1]/a", "http://127.0.0.1/a",
            "http://studio.example/10.0.0.7", "http://10.0.0.7@studio.example/a", "file:/10.0.0.7.ts", "http://",
        ])
    func notFound(address: String) throws {
        let source = try #require(ServeConfiguration.NamedSource(argument: "Studio=\(address)"))
        #expect(source.privateAddress == nil)
    }
}
