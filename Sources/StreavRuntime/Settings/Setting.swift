/// Everything a program of a deployment can be told. docs/configuration.md has a row for each, which a test holds
/// against this.
public enum Setting: String, Sendable, CaseIterable {
    case databaseURL = "STREAV_DATABASE_URL"
    case databaseConnections = "STREAV_DATABASE_CONNECTIONS"
    case cacheURL = "STREAV_CACHE_URL"
    case brokerURL = "STREAV_BROKER_URL"
    case secretKey = "STREAV_SECRET_KEY"
    case listenHost = "STREAV_LISTEN_HOST"
    case listenPort = "STREAV_LISTEN_PORT"
    case publicURL = "STREAV_PUBLIC_URL"
    case apiPublicURL = "STREAV_API_PUBLIC_URL"
    case apiRate = "STREAV_API_RATE"
    case managementPublicURL = "STREAV_MANAGEMENT_PUBLIC_URL"
    case nodeName = "STREAV_NODE_NAME"
    case mediaRoot = "STREAV_MEDIA_ROOT"
    case mediaCache = "STREAV_MEDIA_CACHE"
    case mediaCacheSize = "STREAV_MEDIA_CACHE_SIZE"
    case nodeURL = "STREAV_NODE_URL"
    case sourceAllow = "STREAV_SOURCE_ALLOW"
    case sourceFolders = "STREAV_SOURCE_FOLDERS"
    case countryDatabase = "STREAV_COUNTRY_DATABASE"
    case trustedProxies = "STREAV_TRUSTED_PROXIES"
    case drainTimeout = "STREAV_DRAIN_TIMEOUT"
    case startTimeout = "STREAV_START_TIMEOUT"
    case logLevel = "STREAV_LOG_LEVEL"
    case logFormat = "STREAV_LOG_FORMAT"

    /// Whom it is for.
    public var components: [Component] {
        switch self {
        case .apiPublicURL, .apiRate: [.api]
        case .managementPublicURL: [.management]
        case .trustedProxies, .mediaRoot: [.streaming, .management]
        case .nodeName, .mediaCache, .mediaCacheSize, .nodeURL, .sourceAllow, .sourceFolders,
            .countryDatabase, .drainTimeout:
            [.streaming]
        case .publicURL: Component.allCases
        default: Component.allCases
        }
    }

    /// Without it the program does not start. A streaming node needs its public address as well, unless it listens on
    /// one address alone, which then is where players reach it.
    public func isRequired(by component: Component) -> Bool {
        switch self {
        case .databaseURL, .cacheURL, .brokerURL, .secretKey: true
        case .publicURL: component == .api
        default: false
        }
    }

    /// It holds a secret, so it is read from the environment alone: command lines can be read by everybody.
    public var isSecret: Bool {
        switch self {
        case .databaseURL, .cacheURL, .brokerURL, .secretKey: true
        default: false
        }
    }

    /// What holds where nothing is said; nil: nothing does, or it depends on the component.
    public var defaultText: String? {
        switch self {
        case .databaseConnections: "8"
        case .listenHost: "0.0.0.0"
        case .apiRate: "100"
        case .mediaCacheSize: "512"
        case .drainTimeout: "30"
        case .startTimeout: "60"
        case .logLevel: "notice"
        case .logFormat: "text"
        default: nil
        }
    }

    /// The option of the same meaning, without its dashes; nil for secrets.
    public var option: String? {
        isSecret ? nil : optionName
    }

    /// What ``option`` would be.
    var optionName: String {
        String(rawValue.dropFirst("STREAV_".count).lowercased().map { $0 == "_" ? "-" : $0 })
    }

    /// For `--help`, a line.
    public var summary: String {
        switch self {
        case .databaseURL: "postgres://USER:PASSWORD@HOST/DATABASE?sslmode=…, or sqlite:PATH"
        case .databaseConnections: "connections to PostgreSQL, 1 to 64"
        case .cacheURL: "redis://:PASSWORD@HOST/0, rediss://…, or memory:"
        case .brokerURL: "amqp://USER:PASSWORD@HOST/VHOST, amqps://…, or memory:"
        case .secretKey: "64 hexadecimal digits, the same for every component (openssl rand -hex 32)"
        case .listenHost: "the address to listen on"
        case .listenPort: "the port to listen on; 0 takes any free one"
        case .publicURL: "under which players reach this node (streaming), or any of them (api, management)"
        case .apiPublicURL: "under which third parties reach the API; https unless it is this machine alone"
        case .apiRate: "requests a second that one application may send in the long run"
        case .managementPublicURL: "under which browsers reach the dashboard; without it, this machine alone"
        case .nodeName: "of this streaming node; no two have the same"
        case .mediaRoot: "the folder of the films and pictures; nodes read from others what only those have"
        case .mediaCache: "a folder for what is read from other nodes' films; without it, memory"
        case .mediaCacheSize: "MiB of other nodes' films that are kept, 0 to 16777216"
        case .nodeURL: "http://HOST[:PORT] under which other nodes reach this one"
        case .sourceAllow: "private networks that sources may be read from, in CIDR form, by commas"
        case .sourceFolders: "folders whose files may be live sources, by colons"
        case .countryDatabase: "a country database in MaxMind's format"
        case .trustedProxies: "networks of proxies whose X-Forwarded-For is believed, by commas"
        case .drainTimeout: "seconds that viewers have to leave after SIGTERM"
        case .startTimeout: "seconds to wait for the database, the cache and the broker at the start"
        case .logLevel: "trace, debug, info, notice, warning, error or critical"
        case .logFormat: "text or json"
        }
    }
}
