/// Pictures of one synthetic channel that came one after the other, none missing and none twice.
public struct PictureRun: Sendable, Hashable {
    /// The run of a test, and the channel in it, that the pictures say they are of.
    public let run: UInt64
    public let channel: UInt32
    /// The numbers of the first and the last picture.
    public let first: Int64
    public internal(set) var last: Int64
    /// When the first was taken: UTC, milliseconds since 1970.
    public let capturedMilliseconds: Int64
    /// A discontinuity was announced in the stream before the first.
    public let isMarked: Bool
    /// Of the last picture, 90 kHz; nil: it has none, or it lies in another packet.
    public internal(set) var lastPresentation: Int64?

    public init(
        run: UInt64, channel: UInt32, first: Int64, last: Int64, capturedMilliseconds: Int64, isMarked: Bool = false,
        lastPresentation: Int64? = nil
    ) {
        self.run = run
        self.channel = channel
        self.first = first
        self.last = last
        self.capturedMilliseconds = capturedMilliseconds
        self.isMarked = isMarked
        self.lastPresentation = lastPresentation
    }
}
