/// How full the disk is that a folder lies on.
public struct DiskSpace: Sendable, Equatable {
    public var folder: String
    /// In bytes.
    public var free: Int64
    /// In bytes.
    public var size: Int64

    public init(folder: String, free: Int64, size: Int64) {
        self.folder = folder
        self.free = free
        self.size = size
    }
}
