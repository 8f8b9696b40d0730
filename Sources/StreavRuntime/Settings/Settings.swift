public import Logging
import StreavAPI
public import StreavCrypto
public import StreavDomain
import StreavManagement
import StreavNetwork
import StreavPorts

/// What a program was told, read and judged.
public struct Settings: Sendable, CustomReflectable {
    public let component: Component
    public let backends: BackendSettings
    public let secret: SecretKey
    public let listenHost: String
    public let listenPort: Int
    /// Without a slash at its end; nil where the component needs none, or where it is where it listens.
    public let publicURL: String?
    public let apiPublicURL: String?
    public let managementPublicURL: String?
    public let apiRate: Int
    public let nodeName: String
    /// Of this machine.
    public let hostName: String
    public let mediaRoot: String?
    public let mediaCache: String?
    /// In bytes.
    public let mediaCacheBytes: Int
    /// Without a slash at its end.
    public let nodeURL: String?
    public let sourceAllow: String
    public let sourceFolders: [String]
    public let countryDatabase: String?
    public let trustedProxies: [IPNetwork]
    public let drainTimeout: Duration
    public let logLevel: Logger.Level
    public let logsJSON: Bool

    /// - Parameter hostName: Names a streaming node that is given no name.
    public init(_ values: SettingValues, component: Component, hostName: String) throws(SettingsError) {
        for setting in Setting.allCases
        where setting.isRequired(by: component) && setting.components.contains(component) && values[setting] == nil {
            throw SettingsError(setting, "is missing: \(setting.summary)")
        }
        let reader = SettingReader(values)
        self.component = component
        backends = try BackendSettings(reader)
        self.hostName = hostName
        secret = try reader.secretKey()
        listenHost = try reader.host(.listenHost)
        listenPort = try reader.number(.listenPort, in: 0...65_535, otherwise: component.defaultPort)
        publicURL = try reader.optionalURL(.publicURL)
        apiPublicURL = try reader.optionalURL(.apiPublicURL)
        managementPublicURL = try reader.optionalURL(.managementPublicURL)
        apiRate = try reader.number(.apiRate, in: 1...1_000_000)
        nodeName = component == .streaming ? try reader.name(.nodeName, otherwise: hostName) : ""
        mediaRoot = try reader.path(.mediaRoot)
        mediaCache = try reader.path(.mediaCache)
        mediaCacheBytes = try reader.number(.mediaCacheSize, in: 0...16_777_216) << 20
        nodeURL = try reader.optionalURL(.nodeURL)
        sourceAllow = values[.sourceAllow] ?? ""
        sourceFolders = try reader.paths(.sourceFolders)
        countryDatabase = try reader.path(.countryDatabase)
        trustedProxies = try reader.networks(.trustedProxies)
        drainTimeout = .seconds(try reader.number(.drainTimeout, in: 0...3_600))
        logLevel = try reader.logLevel()
        logsJSON = try reader.logsJSON()
        try check()
    }

    private func check() throws(SettingsError) {
        let listensEverywhere = ["0.0.0.0", "::"].contains(listenHost)
        guard component != .streaming || publicURL != nil || !listensEverywhere else {
            throw SettingsError(
                .publicURL,
                "is missing, and \(listenHost) is no address to send players to: \(Setting.publicURL.summary)")
        }
        guard nodeURL?.hasPrefix("http://") ?? true else {
            throw SettingsError(.nodeURL, "is http://HOST[:PORT]: nodes speak plain HTTP to each other, and sign it")
        }
        if let problem = apiPublicURL.flatMap(APIConfiguration.problem(ofPublicURL:)) {
            throw SettingsError(.apiPublicURL, "cannot be used: \(problem)")
        }
        if let problem = managementPublicURL.flatMap(ManagementConfiguration.problem(ofPublicURL:)) {
            throw SettingsError(.managementPublicURL, "cannot be used: \(problem)")
        }
        do {
            _ = try AddressPolicy(parsing: sourceAllow)
        } catch {
            throw SettingsError(.sourceAllow, "is a list of networks such as 10.0.0.0/8, by commas")
        }
        try ServicePolicy.check(backends)
    }

    /// Nothing: there are secrets in it.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
