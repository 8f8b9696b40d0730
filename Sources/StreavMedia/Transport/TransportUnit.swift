public import NIOCore

/// One PES packet (ISO/IEC 13818-1 section 2.4.3.6), usually a video frame or a few audio frames, as the whole
/// transport packets of its PID, contiguous, as they came.
public struct TransportUnit: Sendable {
    /// Index into the tracks announced last.
    public let trackIndex: Int
    /// A multiple of 188 bytes.
    public let packets: ByteBuffer
    /// PTS: 90 kHz, 33 bits, as it came.
    public let presentationTime: UInt64?
    /// DTS, or PTS where there is no DTS of its own: 90 kHz, 33 bits, as it came.
    public let decodeTime: UInt64?
    /// The first PCR in ``packets``; where the clock has a PID of its own, the latest one before the unit began.
    /// 27 MHz, below 2^33 × 300, as it came.
    public let programClock: UInt64?
    /// A decoder can start here. Video: IDR or IRAP picture, an intra picture with sequence header, or a recovery point
    /// with parameter sets. Audio: every unit of a programme without video, otherwise none. Data: never.
    public let isRandomAccess: Bool
    /// Packets were lost in it, or it ended before its length.
    public let hasError: Bool
    /// Set when the unit holds the headers that tell it.
    public let format: MediaFormat?

    public init(
        trackIndex: Int, packets: ByteBuffer, presentationTime: UInt64?, decodeTime: UInt64?, programClock: UInt64?,
        isRandomAccess: Bool, hasError: Bool, format: MediaFormat?
    ) {
        self.trackIndex = trackIndex
        self.packets = packets
        self.presentationTime = presentationTime
        self.decodeTime = decodeTime
        self.programClock = programClock
        self.isRandomAccess = isRandomAccess
        self.hasError = hasError
        self.format = format
    }
}
