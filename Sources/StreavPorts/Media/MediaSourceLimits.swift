/// The bounds every source keeps.
public enum MediaSourceLimits {
    /// The largest chunk a source hands over.
    public static let chunkBytes = 256 * 1024
    /// The longest address, in UTF-8 bytes.
    public static let addressBytes = 4096
}
