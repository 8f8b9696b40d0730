/// What a segment's bytes were: enough to compare those of another viewer with, and to judge them.
public struct SegmentContent: Sendable, Hashable {
    public let bytes: Int
    public let hash: UInt64
    /// What its pictures say; nil: nobody looked.
    public let pictures: PictureTally?
    /// The first rule of transport streams that it breaks.
    public let violation: TransportViolation?

    public init(bytes: Int, hash: UInt64, pictures: PictureTally? = nil, violation: TransportViolation? = nil) {
        self.bytes = bytes
        self.hash = hash
        self.pictures = pictures
        self.violation = violation
    }

    /// When its first picture was taken: UTC, milliseconds since 1970.
    public var capturedMilliseconds: Int64? { pictures?.runs.first?.capturedMilliseconds }
}
