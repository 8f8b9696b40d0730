import Glibc

/// A file of a media store that is open on this machine, so that it can be sent without passing through this process's
/// memory. Closed when the last reference is gone.
public final class MediaHandle: Sendable {
    public let file: MediaFile
    /// Open for reading for as long as this handle lives. Whoever reads does so at offsets of its own (`pread`,
    /// `sendfile` with an offset): the position of the descriptor is nobody's.
    public let descriptor: Int32

    /// - Parameter descriptor: Belongs to the handle from now on.
    public init(file: MediaFile, owning descriptor: Int32) {
        self.file = file
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// False when the file was cut or written to since it was opened: what is sent of it now may be anything.
    public var isUnchanged: Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return false }
        return MediaFile.version(of: status) == file.version
    }
}
