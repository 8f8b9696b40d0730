internal import NIOCore
internal import StreavPorts

/// A file of this machine as the kernel is told of it.
final class OpenPiece {
    let handle: MediaHandle
    private let file: NIOFileHandle

    init(_ handle: MediaHandle) {
        self.handle = handle
        // Borrowed: the media handle closes it, once this has given it back.
        file = NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: handle.descriptor)
    }

    deinit {
        // Fails only for a handle that was closed, which nobody does.
        _ = try? file.takeDescriptorOwnership()
    }

    func region(_ range: Range<Int64>) -> IOData {
        .fileRegion(FileRegion(fileHandle: file, readerIndex: Int(range.lowerBound), endIndex: Int(range.upperBound)))
    }
}
