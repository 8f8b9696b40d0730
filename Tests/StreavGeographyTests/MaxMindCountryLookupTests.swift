import Foundation
import StreavGeography
import StreavPorts
import Testing

@Suite("Countries from a MaxMind database")
struct MaxMindCountryLookupTests {
    private static let folder = (0..<3).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        .appending(path: "fixtures/geography")

    private func lookup(_ name: String = "countries") throws -> MaxMindCountryLookup {
        try MaxMindCountryLookup(path: Self.folder.appending(path: "\(name).mmdb").path)
    }

    @Test(
        "Finds the country, else the one of registration, in upper case",
        arguments: [
            ("192.0.2.1", "FR"), ("192.0.2.127", "FR"), ("192.0.2.128", "DE"), ("192.0.2.200", "CH"),
            ("198.51.100.255", "JP"),
        ])
    func version4(address: String, code: String) throws {
        #expect(try lookup().country(of: address) == code)
        #expect(try lookup("countries-ipv4").country(of: address) == code)
    }

    @Test(
        "Finds IPv6 addresses, and IPv4 ones in their form",
        arguments: [
            ("2001:db8::1", "SE"), ("2001:0DB8:0000::00ff", "SE"), ("2001:db8:ff00::1", "NO"),
            ("2001:db8::1%eth0", "SE"), ("::ffff:192.0.2.1", "FR"), ("::ffff:c633:6401", "JP"),
        ])
    func version6(address: String, code: String) throws {
        #expect(try lookup().country(of: address) == code)
    }

    @Test("A database of IPv4 alone finds IPv4 addresses in IPv6 form, and no others")
    func version4Alone() throws {
        let lookup = try lookup("countries-ipv4")
        #expect(lookup.country(of: "::ffff:192.0.2.1") == "FR")
        #expect(lookup.country(of: "2001:db8::1") == nil)
    }

    @Test(
        "Finds nothing for unknown networks and entries without a code of two letters",
        arguments: [
            "203.0.113.1", "2001:db9::1", "::1", "127.0.0.1", "0.0.0.0", "255.255.255.255", "192.0.2.224",
            "192.0.2.232", "192.0.2.240", "192.0.2.248",
        ])
    func unknown(address: String) throws {
        #expect(try lookup().country(of: address) == nil)
    }

    @Test(
        "Finds nothing for what is no address, and looks up no names",
        arguments: [
            "", " ", "localhost", "192.0.2", "192.0.2.1 ", "192.0.2.01", "192.0.2.256", "192.0.2.1:80", "3221225985",
            "[2001:db8::1]", "2001:db8::1::", "::ffff:192.0.2", "%", "192.0.2.1\u{0}", "２.0.2.1",
            String(repeating: "1", count: 100_000),
        ])
    func noAddress(address: String) throws {
        #expect(try lookup().country(of: address) == nil)
    }

    @Test("Says what the database is")
    func metadata() throws {
        let lookup = try lookup()
        #expect(lookup.isConfigured)
        #expect(lookup.databaseType == "Streav-Test-Country")
        #expect(lookup.buildTime == 1_767_225_600)
    }

    @Test(
        "A file that is missing, a folder, and an empty path are unreadable",
        arguments: ["none.mmdb", "", "a\u{0}b"])
    func unreadable(name: String) {
        let path = name.isEmpty ? "" : Self.folder.appending(path: name).path
        #expect { try MaxMindCountryLookup(path: path) } throws: { ($0 as? CountryDatabaseError)?.code == .unreadable }
        #expect(throws: CountryDatabaseError.self) { try MaxMindCountryLookup(path: Self.folder.path) }
    }

    @Test("Answers many threads at once")
    func threads() async throws {
        let lookup = try lookup()
        let wrong = await withTaskGroup(of: Int.self) { group in
            for task in 0..<8 {
                group.addTask {
                    (0..<2_000).count { round in
                        let host = (task * 251 + round) % 128
                        return lookup.country(of: "192.0.2.\(host)") != "FR"
                            || lookup.country(of: "2001:db8::\(host)") != "SE"
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }

    @Test("A truncated or damaged file is refused or finds something or nothing, but harms nobody")
    func damaged() throws {
        let original = try Data(contentsOf: Self.folder.appending(path: "countries.mmdb"))
        let name = "streav-geography-\(ProcessInfo.processInfo.processIdentifier).mmdb"
        let file = FileManager.default.temporaryDirectory.appending(path: name)
        defer { try? FileManager.default.removeItem(at: file) }
        var random = SeededRandom(state: 4)
        var refused = 0
        for round in 0..<600 {
            var bytes = original
            if round % 3 == 0 {
                bytes = bytes.prefix(Int.random(in: 0..<bytes.count, using: &random))
            } else {
                for _ in 0..<Int.random(in: 1...8, using: &random) {
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
            }
            try bytes.write(to: file)
            do throws(CountryDatabaseError) {
                let lookup = try MaxMindCountryLookup(path: file.path)
                for address in ["192.0.2.1", "192.0.2.128", "198.51.100.7", "2001:db8::1", "2001:db8:ff00::1", "::1"] {
                    let code = lookup.country(of: address)
                    #expect(code == nil || code?.utf8.count == 2)
                }
            } catch {
                #expect(error.code == .malformed || (error.code == .unreadable && bytes.isEmpty), "\(error)")
                refused += 1
            }
        }
        #expect(refused >= 200, "every truncated file at least")
    }

    @Test("Where nothing is configured nothing is found, and this can be told")
    func unconfigured() {
        let lookup: any CountryLookup = UnconfiguredCountryLookup()
        #expect(!lookup.isConfigured)
        #expect(lookup.country(of: "192.0.2.1") == nil)
    }
}
