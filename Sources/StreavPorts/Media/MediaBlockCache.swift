public import NIOCore

/// Blocks of files that lie on other nodes, kept within a bound of bytes: what was used longest ago goes first.
///
/// What it gives is what it was given, or nothing: whatever may have happened to a block meanwhile, it is gone then.
public protocol MediaBlockCache: Sendable {
    /// The whole block; nil when it is not there.
    func block(_ id: MediaBlockID) async -> FilePiece?

    /// A part of a block that is there as a whole; nil when it is not there, or ends before.
    func bytes(_ range: Range<Int>, of id: MediaBlockID) async -> ByteBuffer?

    /// Keeps a block, 1 to ``MediaBlockLimits/blockBytes`` long, and gives it back as it is kept; nil when it could not
    /// be kept.
    func keep(_ bytes: ByteBuffer, as id: MediaBlockID) async -> FilePiece?

    /// Bytes kept now, never more than ``limit``.
    var heldBytes: Int { get }
    var limit: Int { get }
}
