import Testing

@testable import StreavRuntime

@Suite("Secrets among the settings")
struct SecretTests {
    @Test("S53: no service that others can reach is entered with what everybody knows", arguments: Component.allCases)
    func known(_ component: Component) throws {
        let cases = [
            ("STREAV_BROKER_URL", "amqp://guest:\(Given.password)@broker.example.org/", "guest"),
            ("STREAV_BROKER_URL", "amqp://broker.example.org/", "guest"),
            ("STREAV_BROKER_URL", "amqp://streav:guest@broker.example.org/", "everybody knows"),
            ("STREAV_BROKER_URL", "amqps://streav@broker.example.org/", "no password"),
            ("STREAV_CACHE_URL", "redis://cache.example.org/0", "no password"),
            ("STREAV_CACHE_URL", "redis://:@10.0.0.1/0", "no password"),
            ("STREAV_CACHE_URL", "rediss://:Redis@10.0.0.1/0", "everybody knows"),
            ("STREAV_DATABASE_URL", "postgres://streav@db.example.org/streav", "no password"),
            ("STREAV_DATABASE_URL", "postgres://streav:postgres@db.example.org/streav", "everybody knows"),
            ("STREAV_DATABASE_URL", "postgres://tv:TV@db.example.org/streav", "user's name"),
            ("STREAV_CACHE_URL", "redis://:foobared@cache.example.org/0", "everybody knows"),
            ("STREAV_CACHE_URL", "redis://127.0.0.1.example.org/0", "no password"),
            ("STREAV_SECRET_KEY", String(repeating: "0", count: 64), "guessed"),
            ("STREAV_SECRET_KEY", String(repeating: "0123456789abcdef", count: 4), "guessed"),
            ("STREAV_SECRET_KEY", "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "guessed"),
        ]
        for (name, value, reason) in cases {
            let message = try #require(Given.refusal(component, [name: value]), "\(value) is taken")
            #expect(message.hasPrefix(name) && message.contains(reason), "\(message)")
        }
    }

    @Test("On this machine alone they may be as they are installed")
    func loopback() throws {
        #expect(
            Given.refusal(
                .api,
                [
                    "STREAV_BROKER_URL": "amqp://127.0.0.1/", "STREAV_CACHE_URL": "redis://localhost/0",
                    "STREAV_DATABASE_URL": "postgres://streav@%2Frun%2Fpostgresql/streav",
                ]) == nil)
    }

    @Test("S41: neither refusals nor descriptions hold a secret")
    func silence() throws {
        let marks = [Given.password, Given.secret]
        for name in ["STREAV_DATABASE_URL", "STREAV_CACHE_URL", "STREAV_BROKER_URL"] {
            for value in [
                "x\(Given.password)", "ftp://a:\(Given.password)@b/", "redis://a:\(Given.password)@b:99999/",
                "postgres://a:\(Given.password)%zz@b/c", "sqlite:\(Given.password)\u{0}",
            ] {
                let message = Given.refusal(.api, [name: value]) ?? ""
                #expect(!message.contains(Given.password), "\(message)")
            }
        }
        for key in [Given.secret + "0", "x" + Given.secret.dropFirst()] {
            let message = try #require(Given.refusal(.api, ["STREAV_SECRET_KEY": key]))
            #expect(!message.contains(Given.secret.dropFirst(2).prefix(20)))
        }
        let option = try #require(Given.refusal(.api, arguments: ["--secret-key", Given.secret]))
        #expect(option.contains("set STREAV_SECRET_KEY") && !option.contains(Given.secret))
        #expect(!(Given.refusal(.api, arguments: [Given.password]) ?? Given.password).contains(Given.password))

        let settings = try Given.settings()
        let values = try SettingValues(arguments: [], environment: Given.environment, component: .api)
        var texts = ["\(settings)", String(reflecting: settings), "\(values)", String(reflecting: values)]
        var dumped = ""
        dump(settings, to: &dumped)
        dump(values, to: &dumped)
        dump(settings.backends.database, to: &dumped)
        texts.append(dumped)
        texts += [settings.backends.database, settings.backends.cache, settings.backends.broker].map { "\($0)" }
        for text in texts { #expect(!marks.contains { text.contains($0) }, "\(text)") }
    }

    @Test("Secrets are no options")
    func options() {
        for setting in Setting.allCases { #expect((setting.option == nil) == setting.isSecret) }
    }
}
