import StreavPorts
import StreavRedis
import Testing

@Suite("The configuration of Redis")
struct RedisConfigurationTests {
    @Test("An address is read whole")
    func whole() throws {
        let text = "rediss://tv:p%40ss@cache.example:7000/3?prefix=two:&ca=/etc/ca.pem"
        let configuration = try RedisConfiguration(ServiceAddress(text))
        #expect(configuration.host == "cache.example")
        #expect(configuration.port == 7_000)
        #expect(configuration.database == 3)
        #expect(configuration.keyPrefix == "two:")
        #expect(configuration.hasPassword)
        #expect(configuration.tls == RedisTLS(verifies: true, authorityPath: "/etc/ca.pem"))
    }

    @Test("What is left away has its usual value")
    func short() throws {
        let configuration = try RedisConfiguration(ServiceAddress("redis://cache"))
        #expect(configuration.port == 6_379)
        #expect(configuration.database == 0)
        #expect(configuration.keyPrefix == "streav:")
        #expect(configuration.tls == nil)
        #expect(!configuration.hasPassword)
        #expect(configuration.connectDeadline == .seconds(2))
        #expect(configuration.commandDeadline == .seconds(1))
        #expect(try RedisConfiguration(ServiceAddress("rediss://cache")).tls == RedisTLS())
        #expect(try RedisConfiguration(ServiceAddress("rediss://cache?verify=full")).tls == RedisTLS())
        #expect(try RedisConfiguration(ServiceAddress("rediss://cache?verify=none")).tls?.verifies == false)
    }

    @Test(
        "What cannot be meant is refused in a sentence that does not hold the password",
        arguments: [
            ("http://:secret@cache", "begins with redis://"),
            ("redis://:secret@/0", "names no host"),
            ("redis://:secret@cache/zero", "not a number from 0"),
            ("redis://:secret@cache/-1", "not a number from 0"),
            ("redis://:secret@cache/99999", "not a number from 0"),
            ("redis://:secret@cache/0?timeout=3", "known are prefix, ca and verify"),
            ("redis://:secret@cache/0?ca=/etc/ca.pem", "rediss:// only"),
            ("redis://:secret@cache/0?verify=none", "rediss:// only"),
            ("rediss://:secret@cache/0?verify=maybe", "neither full nor none"),
            ("rediss://:secret@cache/0?ca=", "empty 'ca'"),
            ("rediss://:secret@cache/0?ca=/a&verify=none", "both 'ca' and 'verify=none'"),
            ("redis://user@cache", "a user without a password"),
            ("redis://user:@cache", "an empty password"),
            ("redis://cache?prefix=" + String(repeating: "p", count: 129), "more than 128 bytes"),
        ])
    func refused(_ text: String, _ sentence: String) {
        let error = #expect(throws: ServiceAddressError.self) { try RedisConfiguration(ServiceAddress(text)) }
        #expect(error?.message.contains(sentence) == true, "\(error?.message ?? "")")
        #expect(error?.message.contains("secret") == false)
    }

    @Test("S41: neither the configuration nor the cache describes the password")
    func secret() throws {
        let configuration = try RedisConfiguration(ServiceAddress("redis://user:hush-hush@127.0.0.1:1/0"))
        let cache = try TestCache.on(configuration)
        var dumped = ""
        dump(configuration, to: &dumped)
        dump(cache, to: &dumped)
        let texts = [
            dumped, "\(configuration)", "\(cache)", String(reflecting: configuration), String(reflecting: cache),
        ]
        #expect(texts.allSatisfy { !$0.contains("hush") && $0.contains("127.0.0.1") })
    }

    @Test("A space within a prefix makes it longer, up to its bound")
    func spaces() throws {
        let configuration = try RedisConfiguration(ServiceAddress("redis://a/3?prefix=x:"))
        let narrowed = try configuration.within("y:")
        #expect(narrowed.keyPrefix == "x:y:" && configuration.keyPrefix == "x:" && narrowed.database == 3)
        #expect(throws: ServiceAddressError.self) {
            try configuration.within(String(repeating: "y", count: RedisConfiguration.maximumPrefixBytes))
        }
    }
}
