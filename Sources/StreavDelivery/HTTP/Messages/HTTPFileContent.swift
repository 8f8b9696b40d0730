public import NIOCore
public import StreavPorts

/// The content of an answer that lies in a file: sent by the kernel, without passing through this process's memory
/// where the file, or what is kept of it, is on this machine.
public struct HTTPFileContent: Sendable {
    public enum Piece: Sendable {
        /// Between parts of a file (RFC 9110 section 14.6).
        case bytes(ByteBuffer)
        /// Offsets in bytes, within the file.
        case part(Range<Int64>)

        var count: Int64 {
            switch self {
            case .bytes(let buffer): Int64(buffer.readableBytes)
            case .part(let range): Int64(range.count)
            }
        }
    }

    /// Gets the beginning of a range of a file, and hands it over once, from any thread; nil: it cannot be had.
    public typealias Load =
        @Sendable (_ range: Range<Int64>, _ arrived: @escaping @Sendable (FilePiece?) -> Void) -> Void

    public enum Source: Sendable {
        case handle(MediaHandle)
        /// - first: The beginning of the first part, which is at hand.
        case distant(first: FilePiece, load: Load)
    }

    public var source: Source
    /// In the order of sending.
    public var pieces: [Piece]

    public init(source: Source, pieces: [Piece]) {
        self.source = source
        self.pieces = pieces
    }

    public init(handle: MediaHandle, pieces: [Piece]) {
        self.init(source: .handle(handle), pieces: pieces)
    }

    /// In bytes.
    public var count: Int64 { pieces.byteCount }
}

extension [HTTPFileContent.Piece] {
    /// Of all together.
    public var byteCount: Int64 { reduce(0) { $0 + $1.count } }
}
