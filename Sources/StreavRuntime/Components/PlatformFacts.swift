import StreavDomain
import StreavManagement
import StreavPorts

extension Settings {
    /// What this process was told, for the dashboard. Of the backing services where they are, without names and
    /// passwords.
    var facts: [PlatformFact] {
        var facts = [
            PlatformFact(
                .database, Self.text(backends.database, server: "PostgreSQL", local: "SQLite"),
                setting: Setting.databaseURL.rawValue),
            PlatformFact(
                .cache, Self.text(backends.cache, server: "Redis", local: "–"), setting: Setting.cacheURL.rawValue),
            PlatformFact(
                .broker, Self.text(backends.broker, server: "RabbitMQ", local: "–"),
                setting: Setting.brokerURL.rawValue),
            PlatformFact(.listen, "\(listenHost):\(listenPort)", setting: Setting.listenPort.rawValue),
            PlatformFact(
                .publicURL, managementPublicURL ?? "–", setting: Setting.managementPublicURL.rawValue),
        ]
        if !trustedProxies.isEmpty {
            facts.append(
                PlatformFact(
                    .proxies, trustedProxies.map { "\($0)" }.joined(separator: ", "),
                    setting: Setting.trustedProxies.rawValue))
        }
        facts.append(PlatformFact(.logLevel, "\(logLevel)", setting: Setting.logLevel.rawValue))
        return facts
    }

    private static func text(_ address: BackendAddress, server: String, local: String) -> String {
        switch address {
        case .server(let address): "\(server), \(address.host)\(address.port.map { ":\($0)" } ?? "")"
        case .local(let path): path.isEmpty ? local : "\(local), \(path)"
        }
    }
}
