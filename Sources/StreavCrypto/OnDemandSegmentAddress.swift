/// What the signed address of an on-demand segment says.
///
/// As text: `/media/file/{stream}/{tag}/{rendition}/{segment}-{key id}-{signature}.{extension}`, numbers in decimal
/// without leading zeros. It names no viewer, so it is the same for all of them; and it does not expire, since a list
/// of segments is loaded once for a film of any length: whether it may be used is judged each time.
public struct OnDemandSegmentAddress: Hashable, Sendable {
    /// 1 to `Int32.max`.
    public let stream: Int32
    /// Stands for the version of the file: 1 to ``SegmentAddress/maximumNameBytes`` of `[a-z0-9]`.
    public let tag: String
    /// 1 to ``SegmentAddress/maximumNameBytes`` of `[a-z0-9]`.
    public let rendition: String
    /// 0 for the first.
    public let segment: Int64
    /// What players know the container by, e.g. `ts`; 1 to ``SegmentAddress/maximumNameBytes`` of `[a-z0-9]`.
    public let fileExtension: String

    /// Nil outside the documented ranges.
    public init?(stream: Int32, tag: String, rendition: String, segment: Int64, fileExtension: String) {
        guard stream >= 1, segment >= 0, SegmentAddress.isName(tag.utf8[...]),
            SegmentAddress.isName(rendition.utf8[...]), SegmentAddress.isName(fileExtension.utf8[...])
        else { return nil }
        self.stream = stream
        self.tag = tag
        self.rendition = rendition
        self.segment = segment
        self.fileExtension = fileExtension
    }
}
