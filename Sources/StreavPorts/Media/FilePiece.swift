public import NIOCore

/// The beginning of a range of a file that lies on another node, at hand.
public enum FilePiece: Sendable {
    /// A part of a file of this machine: offsets in it, not in the whole.
    case part(MediaHandle, Range<Int64>)
    case bytes(ByteBuffer)

    /// In bytes.
    public var count: Int64 {
        switch self {
        case .part(_, let range): Int64(range.count)
        case .bytes(let buffer): Int64(buffer.readableBytes)
        }
    }
}
