public import NIOCore

/// A multivariant playlist: the renditions a player may choose from (RFC 8216 section 4.3.4, draft section 4.4.6).
///
/// Both what is written for viewers and what the parser reads from others.
public struct MultivariantPlaylist: Sendable, Hashable {
    /// EXT-X-VERSION, or nil to write none: what is written here needs none.
    public var version: Int?
    /// EXT-X-INDEPENDENT-SEGMENTS: true for all media playlists it names.
    public var isIndependentSegments: Bool
    /// EXT-X-STREAM-INF, in order of preference for players that measure nothing.
    public var variants: [Variant]
    /// EXT-X-MEDIA.
    public var renditions: [Rendition]
    /// EXT-X-I-FRAME-STREAM-INF.
    public var iFrameVariants: [Variant]

    public init(
        version: Int? = nil, isIndependentSegments: Bool = false, variants: [Variant], renditions: [Rendition] = [],
        iFrameVariants: [Variant] = []
    ) {
        self.version = version
        self.isIndependentSegments = isIndependentSegments
        self.variants = variants
        self.renditions = renditions
        self.iFrameVariants = iFrameVariants
    }

    /// The playlist as it goes to viewers, in UTF-8. Made anew at every call.
    public func serialized() -> ByteBuffer {
        var writer = PlaylistWriter(capacity: 64 + 256 * (variants.count + renditions.count + iFrameVariants.count))
        writer.line("#EXTM3U")
        if let version { writer.line("#EXT-X-VERSION:\(version)") }
        if isIndependentSegments { writer.line("#EXT-X-INDEPENDENT-SEGMENTS") }
        for rendition in renditions {
            writer.line("#EXT-X-MEDIA:\(rendition.attributes)")
        }
        for variant in variants {
            writer.line("#EXT-X-STREAM-INF:\(variant.attributes)")
            writer.line(PlaylistWriter.address(variant.uri))
        }
        for variant in iFrameVariants {
            let uri = PlaylistWriter.quoted(PlaylistWriter.address(variant.uri))
            writer.line("#EXT-X-I-FRAME-STREAM-INF:\(variant.attributes),URI=\(uri)")
        }
        return writer.bytes
    }

    /// `serialized()` as a string.
    public var text: String { String(buffer: serialized()) }
}
