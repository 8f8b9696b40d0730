public import NIOCore
public import StreavPorts

/// One published segment of a live channel: the very blocks that MPEG-TS viewers were sent.
public struct MediaSegment: Sendable {
    public let mediaSequence: Int64
    /// Its address, fixed when it was published, the same for every viewer.
    public let address: String
    public let buffers: [ByteBuffer]
    public let byteCount: Int
    /// 90 kHz ticks.
    public let duration: Int64
    /// It can be fetched until here (RFC 8216 section 6.2.2); the end of time while it is listed.
    public internal(set) var availableUntil: MonotonicInstant?
    /// When its address expires, for `Cache-Control`.
    public let expires: MonotonicInstant
}
