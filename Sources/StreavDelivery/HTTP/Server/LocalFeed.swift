internal import NIOCore
internal import StreavPorts

/// A file of this machine.
final class LocalFeed: FileFeed {
    private let piece: OpenPiece
    private var pieces: ArraySlice<HTTPFileContent.Piece>

    init(_ handle: MediaHandle, _ pieces: [HTTPFileContent.Piece]) {
        piece = OpenPiece(handle)
        self.pieces = pieces.filter { $0.count > 0 }[...]
    }

    var isAllHandedOver: Bool { pieces.isEmpty }

    /// A file that is cut while it is sent would leave the kernel nothing to send, for ever.
    var isUnchanged: Bool { piece.handle.isUnchanged }

    func next() -> FileStep {
        guard isUnchanged, let first = pieces.popFirst() else { return .broken }
        switch first {
        case .bytes(let buffer):
            return .data(.byteBuffer(buffer), holding: nil)
        case .part(let range):
            let end = min(range.upperBound, range.lowerBound + FileSending.chunkBytes)
            if end < range.upperBound { pieces = [.part(end..<range.upperBound)] + pieces }
            return .data(piece.region(range.lowerBound..<end), holding: piece)
        }
    }
}
