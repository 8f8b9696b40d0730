public import StreavCrypto
public import StreavPorts
public import StreavSQL

/// What a command works on.
public struct CommandBackends: Sendable {
    /// How a part is reached by the commands: its port, and where it is, without passwords.
    public struct Service<Port: Sendable>: Sendable {
        public var port: Port
        /// An address for people.
        public var place: String
        /// It asks the server what version it is of; nil where it says none.
        public var version: @Sendable () async throws -> String?

        public init(_ port: Port, place: String, version: @escaping @Sendable () async throws -> String? = { nil }) {
            self.port = port
            self.place = place
            self.version = version
        }
    }

    public var database: Service<any Database>
    /// Nil where no server is named: a cache within a process is out of reach from here.
    public var cache: Service<any Cache>?
    /// Nil where no server is named.
    public var broker: Service<any MessageBroker>?
    /// Nil where none is set.
    public var secret: SecretKey?
    /// Forgets everything in the cache and says how many keys there were; nil where there is no server.
    public var flushCache: (@Sendable () async throws -> Int)?
    /// Whether the media root has the file of a key; nil where no media root is set on this machine.
    public var hasMedia: (@Sendable (_ key: String) async throws -> Bool)?
    /// Free and all bytes of the disks that matter, by folder.
    public var disks: @Sendable () -> [DiskSpace]
    public var close: @Sendable () async -> Void

    public init(
        database: Service<any Database>, cache: Service<any Cache>? = nil, broker: Service<any MessageBroker>? = nil,
        secret: SecretKey? = nil, close: @escaping @Sendable () async -> Void = {}
    ) {
        self.database = database
        self.cache = cache
        self.broker = broker
        self.secret = secret
        self.disks = { [] }
        self.close = close
    }
}
