import StreavCommands
import StreavCrypto
import StreavPorts

/// What `streav-cli` is told: the servers and the key are needed, and everything else is shown.
struct OperatorSettings: Sendable, CustomReflectable {
    /// Settings that the commands themselves read.
    static let read: [Setting] = [.databaseURL, .databaseConnections, .cacheURL, .brokerURL, .secretKey, .mediaRoot]

    private let environment: [String: String]

    init(_ environment: [String: String]) {
        self.environment = environment
    }

    /// Nothing: there are secrets in it.
    var customMirror: Mirror { Mirror(self, children: []) }

    func values() throws(SettingsError) -> SettingValues {
        try SettingValues(environment: environment, of: Setting.allCases)
    }

    private func text(_ setting: Setting) -> String? {
        environment[setting.rawValue].flatMap { $0.isEmpty ? nil : $0 }
    }

    func report(folder: String?) -> [ConfiguredSetting] {
        if let folder {
            let files: [(Setting, String)] = [
                (.databaseURL, OperatorFolder.database(folder)), (.secretKey, OperatorFolder.key(folder)),
            ]
            return files.map { setting, path in
                ConfiguredSetting(name: setting.rawValue, value: path, origin: .folder, readers: ["cli"])
            }
        }
        return Setting.allCases.map(configured) + unknown
    }

    private func configured(_ setting: Setting) -> ConfiguredSetting {
        let origin: ConfiguredSetting.Origin =
            text(setting) != nil ? .environment : setting.defaultText != nil ? .standard : .unset
        let readers = setting.components.map(\.rawValue) + (Self.read.contains(setting) ? ["cli"] : [])
        return ConfiguredSetting(
            name: setting.rawValue, value: shown(setting), origin: origin, readers: readers, problem: problem(setting))
    }

    /// Without passwords and keys.
    private func shown(_ setting: Setting) -> String? {
        guard let text = text(setting) ?? setting.defaultText else { return nil }
        guard setting.isSecret else { return text }
        if setting == .secretKey { return "set" }
        if text.hasPrefix("sqlite:") || text == "memory:" { return text }
        return (try? ServiceAddress(text)).map { "\($0)" } ?? "set"
    }

    private func problem(_ setting: Setting) -> String? {
        do throws(SettingsError) {
            // Others are checked apart, so that one mistake does not hide the rest.
            let values = try SettingValues(
                environment: [setting.rawValue: text(setting) ?? ""], of: Setting.allCases)
            guard values[setting] != nil || setting.isRequired(by: .management) == false else {
                throw SettingsError(setting, "is missing: \(setting.summary)")
            }
            guard values[setting] != nil else { return nil }
            try Self.check(setting, SettingReader(values))
            return nil
        } catch {
            let name = "\(setting.rawValue) "
            return error.message.hasPrefix(name) ? String(error.message.dropFirst(name.count)) : error.message
        }
    }

    private static func check(_ setting: Setting, _ reader: SettingReader) throws(SettingsError) {
        switch setting {
        case .databaseURL, .cacheURL, .brokerURL:
            try ServicePolicy.check(try OperatorBackends.address(setting, reader), setting)
        case .databaseConnections: _ = try reader.number(setting, in: 1...64)
        case .secretKey: _ = try reader.secretKey()
        case .listenHost: _ = try reader.host(setting)
        case .listenPort: _ = try reader.number(setting, in: 0...65_535)
        case .publicURL, .apiPublicURL, .managementPublicURL, .nodeURL: _ = try reader.optionalURL(setting)
        case .apiRate: _ = try reader.number(setting, in: 1...1_000_000)
        case .nodeName: _ = try reader.name(setting, otherwise: "node")
        case .mediaRoot, .mediaCache, .countryDatabase: _ = try reader.path(setting)
        case .mediaCacheSize: _ = try reader.number(setting, in: 0...16_777_216)
        case .sourceAllow, .trustedProxies: _ = try reader.networks(setting)
        case .sourceFolders: _ = try reader.paths(setting)
        case .drainTimeout: _ = try reader.number(setting, in: 0...3_600)
        case .startTimeout: _ = try reader.number(setting, in: 1...3_600)
        case .logLevel: _ = try reader.logLevel()
        case .logFormat: _ = try reader.logsJSON()
        }
    }

    /// Variables of our name that nobody reads.
    private var unknown: [ConfiguredSetting] {
        environment.keys.sorted().filter { SettingValues.isOurs($0) && Setting(rawValue: $0) == nil }
            .map {
                ConfiguredSetting(
                    name: $0, value: nil, origin: .environment, readers: [],
                    problem: "is not a setting: it is mistyped, or of another version")
            }
    }
}
