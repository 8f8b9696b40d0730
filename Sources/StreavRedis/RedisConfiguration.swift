public import StreavPorts

/// Which Redis, and how long to wait for it. Neither description nor mirror holds the password.
///
/// `redis://[user]:password@host:port/database`, or `rediss://` over TLS. Port 6379 and database 0 unless named. In the
/// query:
/// - `prefix`: what all keys begin with, `streav:` unless named. Two platforms on one database need one each.
/// - `ca` (`rediss` only): a PEM file of the authorities to trust in place of the system's.
/// - `verify` (`rediss` only): `full`, or `none` to take any certificate.
public struct RedisConfiguration: Sendable {
    public let host: String
    public let port: Int
    public let database: Int
    /// Nil: in the clear.
    public let tls: RedisTLS?
    public let hasPassword: Bool
    /// What all keys begin with. At most ``maximumPrefixBytes`` long.
    public private(set) var keyPrefix: String

    /// From the first packet to a connection that may be used, TLS and name look-up included.
    public var connectDeadline: Duration = .seconds(2)
    /// From a call to its answer.
    public var commandDeadline: Duration = .seconds(1)
    /// What the server's `CLIENT LIST` calls this process: letters, digits, `-` and `_`.
    public var clientName = "streav"

    let user: String?
    let password: String?

    public static let defaultPort = 6_379
    /// The highest database number that is looked for. Redis has 16 unless configured otherwise.
    public static let maximumDatabase = 65_535
    public static let maximumPrefixBytes = 128

    private static let names: Set<String> = ["prefix", "ca", "verify"]

    /// - Throws: ``ServiceAddressError``, in a sentence that does not hold the address.
    public init(_ address: ServiceAddress) throws(ServiceAddressError) {
        guard address.scheme == "redis" || address.scheme == "rediss" else {
            throw ServiceAddressError("of a Redis begins with redis:// or rediss://")
        }
        guard !address.host.isEmpty else { throw ServiceAddressError("names no host") }
        if let unknown = address.query.keys.filter({ !Self.names.contains($0) }).min() {
            throw ServiceAddressError("has '\(unknown)' after '?'; known are prefix, ca and verify")
        }
        if let password = address.password, password.isEmpty {
            throw ServiceAddressError("has an empty password; leave ':' away where there is none")
        }
        guard address.user == nil || address.password != nil else {
            throw ServiceAddressError("names a user without a password; a password alone is written ':password@'")
        }
        host = address.host
        port = address.port ?? Self.defaultPort
        user = address.user
        password = address.password
        hasPassword = address.password != nil
        database = try Self.database(address.path)
        keyPrefix = try Self.prefix(address.query["prefix"])
        tls = try Self.tls(address)
    }

    /// The same with more of a prefix: for a platform that shares a database and an address with another one.
    ///
    /// - Throws: When the prefix becomes too long.
    public func within(_ space: String) throws(ServiceAddressError) -> RedisConfiguration {
        var narrowed = self
        narrowed.keyPrefix = try Self.prefix(keyPrefix + space)
        return narrowed
    }

    private static func database(_ path: String) throws(ServiceAddressError) -> Int {
        guard !path.isEmpty else { return 0 }
        guard path.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let number = Int(path),
            number <= maximumDatabase
        else {
            throw ServiceAddressError("names a database that is not a number from 0 to \(maximumDatabase)")
        }
        return number
    }

    private static func prefix(_ text: String?) throws(ServiceAddressError) -> String {
        guard let text else { return "streav:" }
        guard text.utf8.count <= maximumPrefixBytes else {
            throw ServiceAddressError("has a prefix of more than \(maximumPrefixBytes) bytes")
        }
        return text
    }

    private static func tls(_ address: ServiceAddress) throws(ServiceAddressError) -> RedisTLS? {
        let verify = address.query["verify"]
        let authority = address.query["ca"]
        guard address.scheme == "rediss" else {
            guard verify == nil, authority == nil else {
                throw ServiceAddressError("has 'ca' or 'verify', which are for rediss:// only")
            }
            return nil
        }
        guard verify == nil || verify == "full" || verify == "none" else {
            throw ServiceAddressError("has a 'verify' that is neither full nor none")
        }
        guard authority?.isEmpty != true else { throw ServiceAddressError("has an empty 'ca'") }
        guard authority == nil || verify != "none" else {
            throw ServiceAddressError("has both 'ca' and 'verify=none'; with the first the second is not needed")
        }
        return RedisTLS(verifies: verify != "none", authorityPath: authority)
    }
}

extension RedisConfiguration: CustomStringConvertible, CustomReflectable {
    /// Without the entry: for logs.
    public var description: String {
        let bracketed = host.contains(":") ? "[\(host)]" : host
        return "\(tls == nil ? "redis" : "rediss")://\(bracketed):\(port)/\(database)"
    }

    public var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}
