/// One sample: a picture, or an AAC frame without its ADTS header.
public struct MovieSample: Sendable, Hashable {
    /// Its place in the track's decoding order, from 0.
    public let index: Int
    /// Ticks of the track; never less than that of the sample before.
    public let decodeTime: Int64
    /// Ticks from decoding to presentation, before the edit list.
    public let compositionOffset: Int32
    /// Ticks until the next sample's decode time.
    public let duration: UInt32
    /// Bytes from the beginning of the file.
    public let offset: Int64
    /// Bytes.
    public let size: Int
    /// A decoder can start here.
    public let isSync: Bool

    public init(
        index: Int, decodeTime: Int64, compositionOffset: Int32, duration: UInt32, offset: Int64, size: Int,
        isSync: Bool
    ) {
        self.index = index
        self.decodeTime = decodeTime
        self.compositionOffset = compositionOffset
        self.duration = duration
        self.offset = offset
        self.size = size
        self.isSync = isSync
    }

    /// Ticks of the track, before the edit list: ``MovieTrack/presentationShift`` is added to it.
    public var compositionTime: Int64 { decodeTime + Int64(compositionOffset) }

    /// Ticks of the track: where the next sample's decode interval begins.
    public var decodeEnd: Int64 { decodeTime + Int64(duration) }
}
