/// What was said, as it was said: options before the environment.
public struct SettingValues: Sendable, CustomReflectable {
    private var texts: [Setting: String] = [:]

    /// - Parameter arguments: Without the program's name.
    /// - Throws: For an option that there is not, one without a value, and a variable that begins with `STREAV_` and
    ///   that no component reads: a name that is mistyped must not pass for a default.
    public init(
        arguments: [String], environment: [String: String], component: Component
    ) throws(SettingsError) {
        // The same environment may be given to every component.
        try self.init(environment: environment, of: Setting.allCases.filter { $0.components.contains(component) })
        var rest = arguments[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("--") else { throw SettingsError("options begin with --; see --help") }
            let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            guard
                let setting = Setting.allCases.first(where: { $0.option == name && $0.components.contains(component) })
            else {
                if let secret = Setting.allCases.first(where: { $0.isSecret && $0.optionName == name }) {
                    throw SettingsError(
                        "--\(name) is not an option, as everybody can read command lines: set \(secret.rawValue)")
                }
                throw SettingsError("--\(name) is not an option of \(component.program); see --help")
            }
            guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst(), !value.isEmpty else {
                throw SettingsError("--\(name) needs a value")
            }
            texts[setting] = value
        }
    }

    /// What the environment says of some settings.
    ///
    /// - Throws: For a variable that begins with `STREAV_` and that no component reads.
    init(environment: [String: String], of settings: [Setting]) throws(SettingsError) {
        for name in environment.keys.sorted() where Self.isOurs(name) {
            guard let setting = Setting(rawValue: name) else {
                throw SettingsError("\(name) is not a setting; docs/configuration.md has those there are")
            }
            if settings.contains(setting), let value = environment[name], !value.isEmpty { texts[setting] = value }
        }
    }

    /// What was said, or the default.
    subscript(setting: Setting) -> String? { texts[setting] ?? setting.defaultText }

    public var customMirror: Mirror { Mirror(self, children: []) }

    /// What the tests alone read may stand beside.
    static func isOurs(_ name: String) -> Bool {
        name.hasPrefix(prefix) && !name.dropFirst(prefix.count).hasPrefix("TEST_")
    }

    private static let prefix = "STREAV_"
}
