public import StreavPorts

/// Countries from a MaxMind DB file (GeoLite2 Country or City, DB-IP and others of that form), on libmaxminddb.
///
/// The file is mapped into memory and only read, so any number of threads look up at once, without a lock and without
/// I/O of their own. Replace the file by renaming another over it and open that; a mapped file must not be written to.
public final class MaxMindCountryLookup: CountryLookup {
    /// What the file calls itself, as `GeoLite2-Country`.
    public let databaseType: String
    /// When the database was built: seconds since 1970.
    public let buildTime: UInt64

    private let database: OpenDatabase

    /// Opens the database.
    ///
    /// - Parameter path: A file that is there and stays as it is.
    public init(path: String) throws(CountryDatabaseError) {
        database = try OpenDatabase(path: path)
        databaseType = database.type
        buildTime = database.buildTime
    }

    public var isConfigured: Bool { true }

    /// The country of the network; where the database states none, the one in which it is registered.
    public func country(of address: String) -> String? {
        guard let address = NetworkAddress(address) else { return nil }
        return database.code(of: address)
    }
}
