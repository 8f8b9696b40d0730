public import NIOCore
public import StreavPorts

/// Where one viewer of an endless stream is, and what to do with it next: a state machine over a mirror of the ring.
///
/// A slow viewer is bounded in bytes and seconds. It jumps to the newest key frame, never into a group of pictures, and
/// is closed when it jumps too often or takes nothing; the channel and the other viewers never wait for it.
public struct ViewerCursor: Sendable {
    public enum Step: Sendable {
        /// Nothing to send now.
        case wait
        /// Send these, then ask again.
        case send([ByteBuffer])
        case close(CloseReason)
    }

    public enum CloseReason: String, Sendable, CaseIterable {
        /// Jumped too often: the viewer's link is slower than the stream.
        case slow = "slow_viewer"
        /// Took nothing for too long.
        case stalled = "stalled_viewer"
    }

    private let policy: ViewerPolicy
    /// The next block to send; nil before the viewer has joined.
    private var next: Int64?
    private var jumps: [MonotonicInstant] = []
    private var lastProgress: MonotonicInstant
    /// Bytes handed over, and bytes the socket had taken at the last look.
    private var handedOver: Int64 = 0
    private var taken: Int64 = 0
    public private(set) var jumpCount = 0
    /// The largest lag seen, in bytes.
    public private(set) var highWaterMark = 0

    public init(policy: ViewerPolicy, now: MonotonicInstant) {
        self.policy = policy
        self.lastProgress = now
    }

    public var hasJoined: Bool { next != nil }

    /// What to do now.
    ///
    /// - Parameters:
    ///   - ring: The mirror, up to date.
    ///   - isWritable: The socket takes more.
    ///   - unsent: Bytes handed over that the socket has not taken yet.
    public mutating func step(
        ring: TransportRing, isWritable: Bool, unsent: Int, now: MonotonicInstant
    ) -> Step {
        let takenNow = handedOver - Int64(unsent)
        if unsent == 0 || takenNow > taken { lastProgress = now }
        taken = takenNow
        if unsent > 0, now - lastProgress >= policy.stallTimeout { return .close(.stalled) }
        guard let position = next else { return join(ring: ring, now: now) }
        if let jump = jumpTarget(from: position, ring: ring, now: now) {
            return self.jump(to: jump, ring: ring, now: now)
        }
        // The ring lost the position, and has no newer key frame yet to go on from.
        guard position >= ring.start else { return .wait }
        guard isWritable, position < ring.end else { return .wait }
        return send(from: position, prefix: nil, ring: ring)
    }

    private mutating func join(ring: TransportRing, now: MonotonicInstant) -> Step {
        guard let first = ring.newestRandomAccess else { return .wait }
        lastProgress = now
        return send(from: first, prefix: nil, ring: ring)
    }

    private mutating func jumpTarget(
        from position: Int64, ring: TransportRing, now: MonotonicInstant
    ) -> TransportBlock? {
        let lag = ring.bytes(from: position)
        // A position that the ring has lost is at least all that the ring holds behind.
        highWaterMark = max(highWaterMark, lag ?? ring.byteCount)
        let isTooFar: Bool
        if let lag, let oldest = ring[position] {
            isTooFar = lag > policy.lagBytes || now - oldest.published > policy.lagAge
        } else {
            isTooFar = position < ring.start
        }
        guard isTooFar, let target = ring.newestRandomAccess, target > position else { return nil }
        return ring[target]
    }

    private mutating func jump(to block: TransportBlock, ring: TransportRing, now: MonotonicInstant) -> Step {
        jumps.removeAll { now - $0 > policy.jumpWindow }
        jumps.append(now)
        jumpCount += 1
        if jumps.count >= policy.jumpLimit { return .close(.slow) }
        return send(from: block.sequence, prefix: block.jumpPrefix, ring: ring)
    }

    private mutating func send(from first: Int64, prefix: ByteBuffer?, ring: TransportRing) -> Step {
        var buffers: [ByteBuffer] = []
        var bytes = 0
        if let prefix { buffers.append(prefix) }
        var position = first
        while let block = ring[position], bytes == 0 || bytes < policy.stepBytes {
            buffers.append(block.bytes)
            bytes += block.bytes.readableBytes
            position += 1
        }
        next = position
        handedOver += Int64(bytes + (prefix?.readableBytes ?? 0))
        return buffers.isEmpty ? .wait : .send(buffers)
    }
}
