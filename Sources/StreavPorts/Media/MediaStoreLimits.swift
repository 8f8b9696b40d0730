/// The bounds every media store keeps.
public enum MediaStoreLimits {
    /// The longest key, in UTF-8 bytes.
    public static let keyBytes = 1024
    /// The most one read returns.
    public static let readBytes: Int64 = 8 << 20
    /// The most keys of one listing.
    public static let listedKeys = 1_000
}
