/// Finds the country of an address.
public protocol CountryLookup: Sendable {
    /// False when no database is configured: then every look-up finds nothing, and the log says so.
    var isConfigured: Bool { get }

    /// ISO 3166-1 alpha-2 in upper case, or nil when unknown.
    ///
    /// - Parameter address: An IPv4 or IPv6 address in text form.
    func country(of address: String) -> String?
}
