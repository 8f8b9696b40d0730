public import NIOCore

/// One group of pictures of a synthetic channel, two seconds long, as transport packets.
public struct SyntheticGroup: Sendable, Equatable {
    /// What is sent at a time: a picture with the sound and tables that go along.
    public struct Moment: Sendable, Equatable {
        /// When it is sent: UTC, milliseconds since 1970.
        public let due: Int64
        /// Its bytes of the group's packets.
        public let bytes: Range<Int>
    }

    /// Its number since 1970: it begins at ``SyntheticChannel/groupMilliseconds`` times that.
    public let index: Int64
    /// Whole packets; empty while the source is silent or gone.
    public internal(set) var packets: ByteBuffer
    /// In order, without gaps.
    public let moments: [Moment]
    /// The source is gone for the time of this group.
    public let isDown: Bool

    /// The packets of some moments that follow each other.
    public func packets(_ moments: Range<Int>) -> ByteBuffer {
        guard let first = self.moments[moments].first, let last = self.moments[moments].last else {
            return ByteBuffer()
        }
        let length = last.bytes.upperBound - first.bytes.lowerBound
        guard let slice = packets.getSlice(at: packets.readerIndex + first.bytes.lowerBound, length: length) else {
            preconditionFailure("moments lie within their group")
        }
        return slice
    }
}
