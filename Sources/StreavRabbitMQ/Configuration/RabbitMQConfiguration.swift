public import StreavPorts

/// Which RabbitMQ, and how long it may take to answer.
///
/// Neither description nor mirror holds the password.
public struct RabbitMQConfiguration: Sendable {
    /// How the server's certificate is judged.
    public struct TransportSecurity: Sendable, Equatable {
        /// A file of the authorities that may have signed it, in PEM form.
        public var authorities: String
        /// False takes any certificate: for tests, never where somebody could listen.
        public var isVerified: Bool

        public init(authorities: String = Self.systemAuthorities, isVerified: Bool = true) {
            self.authorities = authorities
            self.isVerified = isVerified
        }

        /// Where Debian's ca-certificates puts those that the machine trusts.
        public static let systemAuthorities = "/etc/ssl/certs/ca-certificates.crt"
    }

    public let host: String
    public let port: Int
    public let user: String
    let password: String
    public let virtualHost: String
    /// Nil speaks in the clear.
    public let security: TransportSecurity?
    /// How often either side says that it is there; one silent for two of them is gone. 1 s to 1 h.
    public var heartbeat: Duration

    /// How long connecting and logging in may take.
    public var connectTime: Duration = .seconds(5)
    /// How long the server may take to confirm a message.
    public var confirmTime: Duration = .seconds(10)
    /// How long it may take to answer anything else.
    public var declareTime: Duration = .seconds(5)

    static let heartbeatRange: ClosedRange<Duration> = .seconds(1) ... .seconds(3_600)
    static let standardHeartbeat: Duration = .seconds(10)
    static let standardPort = 5_672
    static let standardSecurePort = 5_671
    /// AMQP's short strings.
    static let nameBytes = 255

    /// Reads `amqp://user:password@host:port/vhost?heartbeat=10`, or `amqps://` with `cacertfile` (a path) and `verify`
    /// (`verify_peer`, which is the rule, or `verify_none`). Those are the names that RabbitMQ's own clients have for
    /// them. What is missing is as there: guest, 5672 or 5671, the virtual host `/`.
    ///
    /// A server's certificate is for a name: librabbitmq compares no addresses.
    public init(_ address: ServiceAddress) throws(ServiceAddressError) {
        guard address.scheme == "amqp" || address.scheme == "amqps" else {
            throw ServiceAddressError("of a broker begins with amqp:// or amqps://")
        }
        guard !address.host.isEmpty else { throw ServiceAddressError("of a broker names no host") }
        let isSecure = address.scheme == "amqps"
        host = address.host
        port = address.port ?? (isSecure ? Self.standardSecurePort : Self.standardPort)
        user = address.user ?? "guest"
        password = address.password ?? "guest"
        virtualHost = address.path.isEmpty ? "/" : address.path
        guard [user, password, virtualHost].allSatisfy({ $0.utf8.count <= Self.nameBytes }) else {
            throw ServiceAddressError("has a user, a password or a virtual host of more than \(Self.nameBytes) bytes")
        }
        heartbeat = try Self.heartbeat(address.query["heartbeat"])
        security = isSecure ? try Self.security(address.query) : nil
        let known = isSecure ? ["heartbeat", "cacertfile", "verify"] : ["heartbeat"]
        if let unknown = address.query.keys.sorted().first(where: { !known.contains($0) }) {
            throw ServiceAddressError(
                "names '\(unknown)'; after '?' an \(address.scheme) address has \(known.joined(separator: ", "))")
        }
    }

    private static func heartbeat(_ text: String?) throws(ServiceAddressError) -> Duration {
        guard let text else { return standardHeartbeat }
        guard let seconds = Int(text), heartbeatRange.contains(.seconds(seconds)) else {
            throw ServiceAddressError("has a heartbeat that is not 1 to 3600 seconds")
        }
        return .seconds(seconds)
    }

    private static func security(_ query: [String: String]) throws(ServiceAddressError) -> TransportSecurity {
        var security = TransportSecurity()
        switch query["verify"] {
        case nil, "verify_peer": break
        case "verify_none": security.isVerified = false
        default: throw ServiceAddressError("has a verify that is neither verify_peer nor verify_none")
        }
        if let path = query["cacertfile"] {
            guard !path.isEmpty else { throw ServiceAddressError("has an empty cacertfile") }
            security.authorities = path
        }
        return security
    }
}

extension RabbitMQConfiguration: CustomStringConvertible, CustomReflectable {
    /// Without user and password: for logs.
    public var description: String {
        let bracketed = host.contains(":") ? "[\(host)]" : host
        return "RabbitMQ at \(bracketed):\(port), virtual host \(virtualHost)"
    }

    public var customMirror: Mirror { Mirror(self, children: ["server": description]) }
}
