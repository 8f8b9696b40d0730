import StreavDomain
import StreavLocal
import StreavNetwork
import StreavPorts
import Testing

@Suite("F29: names while the name servers are away")
struct LastGoodResolverTests {
    @Test("The last answer stands in for a failed one, for the grace time")
    func lastGood() async throws {
        let manual = ManualClock()
        let resolver = LastGoodResolver(
            ScriptedResolver([["192.0.2.1"], ["192.0.2.2"], []]), clock: .manual(manual), grace: .seconds(60))
        #expect(try await resolver.addresses(of: "a") == [IPAddress(192, 0, 2, 1)])
        #expect(try await resolver.addresses(of: "a") == [IPAddress(192, 0, 2, 2)])
        manual.advance(by: .seconds(60))
        #expect(try await resolver.addresses(of: "a") == [IPAddress(192, 0, 2, 2)])
        manual.advance(by: .milliseconds(1))
        await #expect(throws: MediaSourceError.self) { try await resolver.addresses(of: "a") }
        await #expect(throws: MediaSourceError.self) { try await resolver.addresses(of: "b") }
    }

    @Test("The system's resolver knows this machine, and says so where there is no address")
    func system() async throws {
        let addresses = try await SystemResolver().addresses(of: "localhost")
        #expect(addresses.contains { AddressPolicy().objection(to: $0) != nil })
        await #expect(throws: MediaSourceError.self) {
            try await SystemResolver().addresses(of: "no-such-name.invalid")
        }
    }
}
