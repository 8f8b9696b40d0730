import Logging
import StreavDomain
import Testing

@testable import StreavRuntime

@Suite("Settings of the programs")
struct SettingsTests {
    @Test("What is not said has a default", arguments: Component.allCases)
    func defaults(_ component: Component) throws {
        let settings = try Given.settings(component)
        #expect(settings.component == component)
        #expect(settings.backends.databaseConnections == 8)
        #expect(settings.listenHost == "0.0.0.0")
        #expect(settings.listenPort == component.defaultPort)
        #expect(settings.publicURL == "http://tv.example.org")
        #expect(settings.apiPublicURL == nil)
        #expect(settings.apiRate == 100)
        #expect(settings.nodeName == (component == .streaming ? "host-1" : ""))
        #expect(settings.mediaRoot == nil && settings.countryDatabase == nil)
        #expect(settings.sourceFolders.isEmpty && settings.sourceAllow.isEmpty && settings.trustedProxies.isEmpty)
        #expect(settings.drainTimeout == .seconds(30) && settings.backends.startTimeout == .seconds(60))
        #expect(settings.logLevel == .notice && !settings.logsJSON)
    }

    @Test("Every setting is read from the environment")
    func environment() throws {
        let settings = try Given.settings(
            .streaming,
            [
                "STREAV_DATABASE_CONNECTIONS": "3", "STREAV_LISTEN_HOST": "::1", "STREAV_LISTEN_PORT": "8123",
                "STREAV_PUBLIC_URL": "https://tv.example.org/a/", "STREAV_NODE_NAME": "edge.1_a-b",
                "STREAV_MEDIA_ROOT": "/films", "STREAV_SOURCE_ALLOW": "10.0.0.0/8,127.0.0.0/8",
                "STREAV_SOURCE_FOLDERS": "/a:/b", "STREAV_COUNTRY_DATABASE": "/c.mmdb",
                "STREAV_TRUSTED_PROXIES": "10.1.0.0/16, ::1", "STREAV_DRAIN_TIMEOUT": "0",
                "STREAV_START_TIMEOUT": "5", "STREAV_LOG_LEVEL": "debug", "STREAV_LOG_FORMAT": "json",
            ])
        #expect(settings.backends.databaseConnections == 3)
        #expect(settings.listenHost == "::1" && settings.listenPort == 8123)
        #expect(settings.publicURL == "https://tv.example.org/a")
        #expect(settings.nodeName == "edge.1_a-b")
        #expect(settings.mediaRoot == "/films" && settings.countryDatabase == "/c.mmdb")
        #expect(settings.sourceAllow == "10.0.0.0/8,127.0.0.0/8" && settings.sourceFolders == ["/a", "/b"])
        #expect(settings.trustedProxies == [IPNetwork("10.1.0.0/16"), IPNetwork("::1")])
        #expect(settings.drainTimeout == .zero && settings.backends.startTimeout == .seconds(5))
        #expect(settings.logLevel == .debug && settings.logsJSON)

        let api = try Given.settings(
            .api, ["STREAV_API_PUBLIC_URL": "https://api.example.org", "STREAV_API_RATE": "7"])
        #expect(api.apiPublicURL == "https://api.example.org" && api.apiRate == 7)

        let local = try Given.settings(
            .api,
            ["STREAV_DATABASE_URL": "sqlite:/tmp/x", "STREAV_CACHE_URL": "memory:", "STREAV_BROKER_URL": "memory:"])
        #expect(
            local.backends.database == .local("/tmp/x") && local.backends.cache == .local("")
                && local.backends.broker == .local(""))
    }

    @Test("An option goes before the environment, and an empty variable is none")
    func options() throws {
        let settings = try Given.settings(
            .streaming, ["STREAV_LISTEN_PORT": "1", "STREAV_NODE_NAME": ""],
            arguments: ["--listen-port", "2", "--log-level=info"])
        #expect(settings.listenPort == 2 && settings.logLevel == .info && settings.nodeName == "host-1")
    }

    @Test("What another component reads is no matter of this one")
    func others() throws {
        #expect(Given.refusal(.management, ["STREAV_NODE_NAME": "no name", "STREAV_API_RATE": "x"]) == nil)
        #expect(Given.refusal(.management, ["STREAV_PUBLIC_URL": nil]) == nil)
    }

    @Test(
        "A value that cannot be is refused by the setting's name",
        arguments: [
            ("STREAV_DATABASE_URL", "mysql://a:b@c/d"), ("STREAV_DATABASE_URL", "postgres://"),
            ("STREAV_DATABASE_URL", "sqlite:"), ("STREAV_CACHE_URL", "memory:x"), ("STREAV_CACHE_URL", "x"),
            ("STREAV_BROKER_URL", "http://a:b@c"), ("STREAV_DATABASE_CONNECTIONS", "0"),
            ("STREAV_DATABASE_CONNECTIONS", "65"), ("STREAV_SECRET_KEY", "abc"), ("STREAV_LISTEN_HOST", "a b"),
            ("STREAV_LISTEN_PORT", "65536"), ("STREAV_LISTEN_PORT", "-1"), ("STREAV_PUBLIC_URL", "tv.example.org"),
            ("STREAV_PUBLIC_URL", "http://"), ("STREAV_PUBLIC_URL", "http://a/?b"), ("STREAV_PUBLIC_URL", "ftp://a"),
            ("STREAV_NODE_NAME", "a b"), ("STREAV_NODE_NAME", String(repeating: "a", count: 65)),
            ("STREAV_MEDIA_ROOT", "films"), ("STREAV_SOURCE_ALLOW", "10.0.0.0/33"), ("STREAV_SOURCE_FOLDERS", "/a:b"),
            ("STREAV_COUNTRY_DATABASE", "c.mmdb"), ("STREAV_TRUSTED_PROXIES", "proxy"),
            ("STREAV_DRAIN_TIMEOUT", "3601"), ("STREAV_START_TIMEOUT", "0"), ("STREAV_LOG_LEVEL", "loud"),
            ("STREAV_LOG_FORMAT", "xml"),
        ])
    func wrong(_ name: String, _ value: String) throws {
        let message = try #require(Given.refusal(.streaming, [name: value]))
        #expect(message.hasPrefix(name + " "), "\(message)")
    }

    @Test("The API's own values are judged, too")
    func wrongOfTheAPI() throws {
        for (name, value) in [("STREAV_API_RATE", "0"), ("STREAV_API_PUBLIC_URL", "http://api.example.org")] {
            let message = try #require(Given.refusal(.api, [name: value]))
            #expect(message.hasPrefix(name + " "), "\(message)")
        }
    }

    @Test("What must be said is asked for by name", arguments: Component.allCases)
    func missing(_ component: Component) throws {
        for setting in Setting.allCases where setting.isRequired(by: component) {
            let message = try #require(Given.refusal(component, [setting.rawValue: String?.none]))
            #expect(message.hasPrefix("\(setting.rawValue) is missing"), "\(message)")
        }
    }

    @Test("A node that listens on every address must be told its public one")
    func publicAddress() throws {
        let nothing = String?.none
        #expect(Given.refusal(.streaming, ["STREAV_PUBLIC_URL": nothing])?.contains("STREAV_PUBLIC_URL") == true)
        let lone = try Given.settings(
            .streaming, ["STREAV_PUBLIC_URL": nothing, "STREAV_LISTEN_HOST": "192.0.2.7"])
        #expect(lone.publicURL == nil)
    }

    @Test("A name that no component reads is refused, so that a slip is no default")
    func unknown() throws {
        #expect(Given.refusal(.api, ["STREAV_LOG_LEVLE": "debug"])?.hasPrefix("STREAV_LOG_LEVLE is not") == true)
        #expect(Given.refusal(.api, ["STREAV_TEST_BINARY": "/x", "STREAVED": "1"]) == nil)
        #expect(Given.refusal(arguments: ["--colour"])?.contains("--colour") == true)
        #expect(Given.refusal(.api, arguments: ["--node-name", "a"])?.contains("--node-name") == true)
        #expect(Given.refusal(arguments: ["--log-level"])?.contains("needs a value") == true)
        #expect(Given.refusal(arguments: ["serve"]) != nil)
    }
}
