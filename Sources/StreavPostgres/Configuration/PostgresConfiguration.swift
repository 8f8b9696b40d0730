public import StreavPorts

/// Which database, as whom, and how long anything about it may take.
///
/// Neither description nor mirror holds the password.
public struct PostgresConfiguration: Sendable, Equatable {
    /// A name, an address, or the folder of a unix socket.
    public let host: String
    /// 1 to 65535.
    public let port: Int
    public let user: String
    public let database: String
    public let tls: PostgresTLS
    let password: String?
    /// Where tables are made and looked for; nil: as the server has it for the user.
    public let schema: String?

    /// How many connections there are at most, 1 to ``PostgresLimits/connections``.
    public let connections: Int
    /// How long connecting takes at most, from the first packet to the last setting. Resolving a name comes before it,
    /// for as long as the system's resolver takes.
    public var connectDeadline: Duration = .seconds(5)
    /// How long a transaction waits for a connection at most.
    public var acquireDeadline: Duration = .seconds(5)
    /// How long a statement takes at most. A server that is still there gives up at nine tenths of it, and the
    /// connection stays; one that does not answer loses the connection when it has passed.
    public var statementDeadline: Duration = .seconds(10)
    /// How long a transaction may be idle between two statements before the server ends it.
    public var idleInTransactionDeadline: Duration = .seconds(30)
    /// How long ``PostgresDatabase/close()`` waits for transactions under way.
    public var closeDeadline: Duration = .seconds(15)

    /// - Parameters:
    ///   - address: `postgres://user:password@host:port/database?sslmode=…`; `postgresql` is the same scheme. A host
    ///     that begins with a slash (`%2Fvar%2Frun%2Fpostgresql`) is the folder of a unix socket. Without a port it is
    ///     5432. Of the query `sslmode`, `sslrootcert`, `sslcert` and `sslkey` are known, as libpq has them.
    ///   - connections: How many there are at most.
    ///   - schema: Is there already, and is the only one that names are looked for in: 1 to 63 of `a` to `z`, digits
    ///     and `_`. Nil: as the server has it for the user.
    public init(
        _ address: ServiceAddress, connections: Int = 8, schema: String? = nil
    ) throws(ServiceAddressError) {
        precondition(
            schema.map(Self.isPlainName) ?? true, "a schema's name is of small letters, digits and underscores")
        precondition(
            (1...PostgresLimits.connections).contains(connections),
            "a pool has 1 to \(PostgresLimits.connections) connections")
        guard ["postgres", "postgresql"].contains(address.scheme) else {
            throw ServiceAddressError("begins with \(address.scheme):// where postgres:// is meant")
        }
        guard !address.host.isEmpty else { throw ServiceAddressError("names no host") }
        guard let user = address.user, !user.isEmpty else { throw ServiceAddressError("names no user") }
        guard !address.path.isEmpty, !address.path.contains("/") else {
            throw ServiceAddressError("names no database: it comes after the host, as in host/streav")
        }
        self.host = address.host
        self.port = address.port ?? 5432
        self.user = user
        self.password = address.password
        self.database = address.path
        self.tls = try PostgresTLS(address.query)
        self.connections = connections
        self.schema = schema
    }

    /// It needs no quotes, whatever the server is set to.
    private static func isPlainName(_ name: String) -> Bool {
        (1...63).contains(name.utf8.count)
            && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }

    /// Where the server is, for messages.
    var place: String {
        host.hasPrefix("/") ? "\(host) (port \(port))" : host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

extension PostgresConfiguration: CustomStringConvertible, CustomReflectable {
    /// Without the password: for logs.
    public var description: String { "database \(database) at \(place) as \(user)" }

    public var customMirror: Mirror { Mirror(self, children: ["configuration": description]) }
}
