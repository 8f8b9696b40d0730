/// What a signed segment address says.
///
/// As text: `/media/{channel}/{rendition}/{number}-{expiry}-{key id}-{signature}.{extension}`, numbers in decimal
/// without leading zeros. It names no viewer, so it is the same for all of them and may be cached by anyone.
public struct SegmentAddress: Hashable, Sendable {
    /// 1 to `Int32.max`.
    public let channel: Int32
    /// 1 to ``maximumNameBytes`` of `[a-z0-9]`.
    public let rendition: String
    /// The media sequence number, 0 or more.
    public let mediaSequence: Int64
    /// Whole seconds since 1970, 0 or more: from this second on the address is refused.
    public let expiry: Int64
    /// What players know a container by, e.g. `ts`; 1 to ``maximumNameBytes`` of `[a-z0-9]`.
    public let fileExtension: String

    public static let maximumNameBytes = 16

    /// Nil outside the documented ranges.
    public init?(channel: Int32, rendition: String, mediaSequence: Int64, expiry: Int64, fileExtension: String) {
        guard channel >= 1, mediaSequence >= 0, expiry >= 0, Self.isName(rendition.utf8[...]),
            Self.isName(fileExtension.utf8[...])
        else { return nil }
        self.channel = channel
        self.rendition = rendition
        self.mediaSequence = mediaSequence
        self.expiry = expiry
        self.fileExtension = fileExtension
    }

    static func isName(_ text: Substring.UTF8View) -> Bool {
        (1...maximumNameBytes).contains(text.count)
            && text.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    }
}
