public import NIOCore
public import StreavPorts

/// A run of whole MPEG-TS packets, written once and shared by everyone who sends it.
public struct TransportBlock: Sendable {
    /// Counts up from 0 in the life of a ring.
    public let sequence: Int64
    public let bytes: ByteBuffer
    /// The block starts with PAT, PMT and a random-access unit: a viewer can join here.
    public let isRandomAccess: Bool
    /// What a viewer who jumps to this block is sent before it: a packet per PID with the discontinuity indicator
    /// (ISO/IEC 13818-1 section 2.4.3.5). Present on random-access blocks.
    public let jumpPrefix: ByteBuffer?
    public let published: MonotonicInstant

    public init(
        sequence: Int64, bytes: ByteBuffer, isRandomAccess: Bool, jumpPrefix: ByteBuffer?, published: MonotonicInstant
    ) {
        self.sequence = sequence
        self.bytes = bytes
        self.isRandomAccess = isRandomAccess
        self.jumpPrefix = jumpPrefix
        self.published = published
    }
}
