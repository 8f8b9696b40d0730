public import NIOCore
public import StreavPorts

/// The content of an answer that lies in a file: sent by the kernel, without passing through this process's memory.
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

    public var handle: MediaHandle
    /// In the order of sending.
    public var pieces: [Piece]

    public init(handle: MediaHandle, pieces: [Piece]) {
        self.handle = handle
        self.pieces = pieces
    }

    /// In bytes.
    public var count: Int64 { pieces.reduce(0) { $0 + $1.count } }
}
