import StreavPorts

/// Where the three backing services are, and how long they are waited for.
public struct BackendSettings: Sendable, CustomReflectable {
    public let database: BackendAddress
    public let databaseConnections: Int
    public let cache: BackendAddress
    public let broker: BackendAddress
    public let startTimeout: Duration

    /// What of the settings is in it.
    static let settings: [Setting] = [.databaseURL, .databaseConnections, .cacheURL, .brokerURL, .startTimeout]

    init(_ reader: SettingReader) throws(SettingsError) {
        database = try reader.backend(.databaseURL, schemes: ["postgres", "postgresql"], local: "sqlite")
        databaseConnections = try reader.number(.databaseConnections, in: 1...64)
        cache = try reader.backend(.cacheURL, schemes: ["redis", "rediss"], local: "memory")
        broker = try reader.backend(.brokerURL, schemes: ["amqp", "amqps"], local: "memory")
        startTimeout = .seconds(try reader.number(.startTimeout, in: 1...3_600))
    }

    /// For whoever works on less than all three.
    init(database: BackendAddress, databaseConnections: Int, cache: BackendAddress, broker: BackendAddress) {
        self.database = database
        self.databaseConnections = databaseConnections
        self.cache = cache
        self.broker = broker
        startTimeout = .seconds(1)
    }

    /// Nothing: there are secrets in it.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
