/// The bounds of blocks.
public enum MediaBlockLimits {
    /// Bytes of a block; the last of a file may be shorter.
    public static let blockBytes: Int64 = 2 << 20
}
