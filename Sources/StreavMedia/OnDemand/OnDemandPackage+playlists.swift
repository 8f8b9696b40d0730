public import NIOCore

extension OnDemandPackage {
    /// Fractions in EXTINF need version 3; nothing here needs more (HLS-03).
    private static let protocolVersion = 3

    /// The multivariant playlist: one variant, and the audio renditions where there are several.
    ///
    /// - Parameter uri: The address of a rendition's media playlist.
    public func multivariant(uri: (OnDemandRendition) -> String) -> ByteBuffer {
        let main = renditions[0]
        let alternatives = renditions.indices.filter { renditions[$0].kind == .audio }
        let hasGroup = alternatives.count > 1
        let sounds = main.kind == .video && hasGroup ? alternatives.map { renditions[$0] } : []
        let variant = MultivariantPlaylist.Variant(
            uri: uri(main), bandwidth: main.peakBitRate + (sounds.map(\.peakBitRate).max() ?? 0),
            averageBandwidth: main.averageBitRate + (sounds.map(\.averageBitRate).max() ?? 0),
            codecs: presentation.codecs, resolution: presentation.resolution, frameRate: presentation.frameRate,
            audioGroup: hasGroup ? OnDemandPresentation.audioGroup : nil)
        let members = hasGroup ? alternatives : []
        let playlist = MultivariantPlaylist(
            isIndependentSegments: presentation.isIndependent, variants: [variant],
            renditions: members.map { index in
                // The main rendition's sound is in the variant itself.
                presentation.member(index, renditions[index], uri: index == 0 ? nil : uri(renditions[index]))
            })
        return playlist.serialized()
    }

    /// The media playlist of a rendition, whole and for good: PLAYLIST-TYPE VOD, ENDLIST (HLS-14, HLS-15).
    ///
    /// - Parameters:
    ///   - rendition: An index of ``renditions``.
    ///   - address: Of a segment, by its number from 0 on.
    public func mediaPlaylist(_ rendition: Int, address: (_ segment: Int) -> String) -> ByteBuffer {
        let durations = renditions[rendition].segmentDurations
        var writer = PlaylistWriter(capacity: 128 + durations.count * 96)
        writer.line("#EXTM3U")
        writer.line("#EXT-X-VERSION:\(Self.protocolVersion)")
        writer.line("#EXT-X-TARGETDURATION:\(targetDuration)")
        writer.line("#EXT-X-MEDIA-SEQUENCE:0")
        writer.line("#EXT-X-PLAYLIST-TYPE:\(MediaPlaylist.Kind.onDemand.rawValue)")
        if presentation.isIndependent { writer.line("#EXT-X-INDEPENDENT-SEGMENTS") }
        for (segment, duration) in durations.enumerated() {
            let thousandths =
                duration.components.seconds * 1_000
                + duration.components.attoseconds / 1_000_000_000_000_000
            writer.line("#EXTINF:\(PlaylistWriter.decimal(thousandths: thousandths)),")
            writer.line(PlaylistWriter.address(address(segment)))
        }
        writer.line("#EXT-X-ENDLIST")
        return writer.bytes
    }
}
