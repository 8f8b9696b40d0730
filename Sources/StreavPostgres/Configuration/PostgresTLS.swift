internal import StreavPorts

/// How the connection is encrypted, and what the server's certificate must prove.
public struct PostgresTLS: Sendable, Equatable {
    /// libpq's `sslmode`. Only the last two keep out who can redirect packets.
    public enum Mode: String, Sendable, CaseIterable {
        case disable
        case allow
        /// Encrypted where the server offers it.
        case prefer
        case require
        /// Encrypted, and the certificate is signed by the root.
        case verifyCA = "verify-ca"
        /// Encrypted, the certificate is signed by the root and made for the host.
        case verifyFull = "verify-full"
    }

    public let mode: Mode
    /// The file with the certificates that are trusted; nil: libpq's own choice, `~/.postgresql/root.crt`.
    public let rootCertificate: String?
    /// The file with the client's certificate.
    public let certificate: String?
    /// The file with that certificate's key.
    public let key: String?

    init(_ query: [String: String]) throws(ServiceAddressError) {
        let known = ["sslmode", "sslrootcert", "sslcert", "sslkey"]
        if let stranger = query.keys.sorted().first(where: { !known.contains($0) }) {
            throw ServiceAddressError("names '\(stranger)'; what it can name is \(known.joined(separator: ", "))")
        }
        guard let mode = Mode(rawValue: query["sslmode"] ?? Mode.prefer.rawValue) else {
            let modes = Mode.allCases.map(\.rawValue).joined(separator: ", ")
            throw ServiceAddressError("has an sslmode that is none of \(modes)")
        }
        self.mode = mode
        rootCertificate = query["sslrootcert"]
        certificate = query["sslcert"]
        key = query["sslkey"]
    }
}
