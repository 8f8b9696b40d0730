@testable import StreavRuntime

/// Settings with which a component starts, to be changed by a test.
enum Given {
    static let secret = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    /// Stands in every address: no message may hold it.
    static let password = "correct-horse-battery"

    static let environment = [
        "STREAV_DATABASE_URL": "postgres://streav:\(password)@db.example.org/streav",
        "STREAV_CACHE_URL": "redis://:\(password)@cache.example.org/0",
        "STREAV_BROKER_URL": "amqp://streav:\(password)@broker.example.org/",
        "STREAV_SECRET_KEY": secret,
        "STREAV_PUBLIC_URL": "http://tv.example.org",
    ]

    static func settings(
        _ component: Component = .streaming, _ changes: [String: String?] = [:], arguments: [String] = []
    ) throws(SettingsError) -> Settings {
        var environment = environment
        for (name, value) in changes { environment[name] = value }
        return try Settings(
            SettingValues(arguments: arguments, environment: environment, component: component),
            component: component, hostName: "host-1")
    }

    /// What is said of settings that are refused; nil where they are taken.
    static func refusal(
        _ component: Component = .streaming, _ changes: [String: String?] = [:], arguments: [String] = []
    ) -> String? {
        do {
            _ = try settings(component, changes, arguments: arguments)
            return nil
        } catch {
            return error.message
        }
    }
}
