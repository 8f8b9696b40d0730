public import StreavCrypto

/// The three servers that the environment names, for a program that brings everything else itself.
public struct ServerSettings: Sendable, CustomReflectable {
    public let backends: BackendSettings
    /// Nil where the environment names none.
    public let secret: SecretKey?

    /// - Parameter environment: Its `STREAV_…` variables are those of the programs of a deployment; of them those of
    ///   the servers and the key are read.
    /// - Throws: For one that is missing or that no deployment may start with, and for what is no server.
    public init(environment: [String: String]) throws(SettingsError) {
        let values = try SettingValues(environment: environment, of: BackendSettings.settings + [.secretKey])
        for setting in [Setting.databaseURL, .cacheURL, .brokerURL] where values[setting] == nil {
            throw SettingsError(setting, "is missing: \(setting.summary)")
        }
        let reader = SettingReader(values)
        backends = try BackendSettings(reader)
        secret = values[.secretKey] == nil ? nil : try reader.secretKey()
        let named = [
            (Setting.databaseURL, backends.database), (.cacheURL, backends.cache), (.brokerURL, backends.broker),
        ]
        for case (let setting, .local) in named {
            throw SettingsError(setting, "names no server: \(setting.summary)")
        }
        try ServicePolicy.check(backends)
    }

    /// Nothing: there are secrets in it.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
