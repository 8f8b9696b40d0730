public import NIOCore
public import StreavPorts

/// Reads a segment's bytes as they come: always a hash over all of them, and where nobody has done so before, every
/// packet.
public struct SegmentCheck: Sendable {
    private var hash = ContentHash()
    private var reader: IdentityReader?
    private var watch: TransportWatch?

    /// - Parameter examines: Whether packets are looked at: not, where the bytes are to be those that somebody else's
    ///   were.
    public init(examines: Bool) {
        guard examines else { return }
        reader = IdentityReader()
        var watch = TransportWatch()
        watch.beginSegment(isSplice: true)
        self.watch = watch
    }

    public mutating func read(_ bytes: ByteBuffer, at now: MonotonicInstant) {
        hash.update(bytes)
        reader?.read(bytes)
        watch?.read(bytes, at: now)
    }

    /// All has come.
    public mutating func finish() -> SegmentContent {
        SegmentContent(
            bytes: hash.count, hash: hash.value, pictures: reader?.finish(), violation: watch?.violations.first)
    }
}
