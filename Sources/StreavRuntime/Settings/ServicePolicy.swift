import StreavPorts

/// What no deployment may start with (S53): entries that everybody knows, or none at all, to services that others can
/// reach.
enum ServicePolicy {
    /// Passwords that stand in examples, and those that are guessed first.
    private static let known: Set<String> = [
        "password", "postgres", "streav", "admin", "guest", "secret", "changeme", "change-me", "redis", "rabbitmq",
        "rabbit", "foobared", "default", "test", "root", "123456", "12345678", "passw0rd", "password1", "letmein",
        "qwerty",
    ]

    static func check(_ settings: BackendSettings) throws(SettingsError) {
        try check(settings.database, .databaseURL)
        try check(settings.cache, .cacheURL)
        try check(settings.broker, .brokerURL)
    }

    static func check(_ backend: BackendAddress, _ setting: Setting) throws(SettingsError) {
        if setting == .brokerURL, case .server(let address) = backend, !address.isLoopback,
            address.user ?? "guest" == "guest"
        {
            throw SettingsError(
                .brokerURL,
                "enters as guest: make a user of its own (rabbitmqctl add_user) and name it and its password")
        }
        guard case .server(let address) = backend, !address.isLoopback else { return }
        guard let password = address.password, !password.isEmpty else {
            throw SettingsError(
                setting, "has no password, and the service is not on this machine: set one there and here")
        }
        guard !known.contains(password.lowercased()) else {
            throw SettingsError(setting, "has a password that everybody knows: set another one there and here")
        }
        guard password.lowercased() != address.user?.lowercased() else {
            throw SettingsError(setting, "has its user's name for a password: set another one there and here")
        }
    }
}
