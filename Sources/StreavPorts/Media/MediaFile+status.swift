public import Glibc

extension MediaFile {
    /// Size, time of modification to the nanosecond, and inode: a file replaced by rename differs in the last even when
    /// its times were copied.
    public static func version(of status: stat) -> String {
        [Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec, Int(bitPattern: UInt(status.st_ino))]
            .map { String(UInt(bitPattern: $0), radix: 36) }.joined(separator: "-")
    }
}
