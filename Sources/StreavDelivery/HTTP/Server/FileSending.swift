internal import NIOCore
internal import StreavPorts

/// How far an answer from a file has got. Lives on its connection's event loop.
final class FileSending {
    /// What is handed to the kernel at a time: large enough that calls do not count, small enough that a viewer's
    /// progress is seen.
    static let chunkBytes: Int64 = 1 << 20

    let handle: MediaHandle
    private let file: NIOFileHandle
    private var pieces: ArraySlice<HTTPFileContent.Piece>
    private(set) var progress: ((Int) -> Void)?

    /// - Parameter progress: Told of bytes that were handed over.
    init(_ content: HTTPFileContent, progress: @escaping (Int) -> Void) {
        handle = content.handle
        // Borrowed: the media handle closes it, once this has given it back.
        file = NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: content.handle.descriptor)
        pieces = content.pieces.filter { $0.count > 0 }[...]
        self.progress = progress
    }

    deinit {
        // Fails only for a handle that was closed, which nobody does.
        _ = try? file.takeDescriptorOwnership()
    }

    var isAllHandedOver: Bool { pieces.isEmpty }

    /// The next of it; nil when all is handed over.
    func next() -> IOData? {
        guard let piece = pieces.popFirst() else { return nil }
        switch piece {
        case .bytes(let buffer):
            return .byteBuffer(buffer)
        case .part(let range):
            let end = min(range.upperBound, range.lowerBound + Self.chunkBytes)
            if end < range.upperBound { pieces = [.part(end..<range.upperBound)] + pieces }
            return .fileRegion(FileRegion(fileHandle: file, readerIndex: Int(range.lowerBound), endIndex: Int(end)))
        }
    }
}
