public import NIOCore

extension OnDemandPackage {
    private static let soundGroup = "sound"

    /// The multivariant playlist.
    ///
    /// - Parameter uri: The address of a rendition's media playlist.
    public func multivariant(uri: (OnDemandRendition) -> String) -> ByteBuffer {
        let main = renditions[0]
        let sounds = renditions.filter { $0.kind == .audio }
        let hasAlternatives = renditions.count > 1
        let video = main.lanes.map { index.tracks[$0.track].format }.first { $0.codec.kind == .video }
        var codecs: [String] = []
        for lane in renditions.flatMap(\.lanes) {
            let name = index.tracks[lane.track].format.codecs
            if !codecs.contains(name) { codecs.append(name) }
        }
        var resolution: MultivariantPlaylist.Variant.Resolution?
        if let width = video?.width, let height = video?.height {
            resolution = .init(width: width, height: height)
        }
        // What is played together: the main rendition, and with a picture one of the sounds.
        let extra = hasAlternatives && main.kind == .video ? sounds : []
        let variant = MultivariantPlaylist.Variant(
            uri: uri(main),
            bandwidth: max(1, main.peakBitsPerSecond + (extra.map(\.peakBitsPerSecond).max() ?? 0)),
            averageBandwidth: max(1, main.averageBitsPerSecond + (extra.map(\.averageBitsPerSecond).max() ?? 0)),
            codecs: codecs, resolution: resolution, frameRate: video?.frameRate,
            audioGroup: hasAlternatives ? Self.soundGroup : nil)
        let media =
            !hasAlternatives
            ? []
            : sounds.enumerated().map { position, sound in
                MultivariantPlaylist.Rendition(
                    kind: .audio, groupID: Self.soundGroup, name: sound.name, uri: uri(sound), language: sound.language,
                    isDefault: position == 0, isAutoselect: true,
                    channels: index.tracks[sound.lanes[0].track].format.channels.map(String.init))
            }
        return MultivariantPlaylist(
            isIndependentSegments: cut.isIndependent, variants: [variant], renditions: media
        ).serialized()
    }

    /// The media playlist of a rendition: every segment, and the end.
    ///
    /// - Parameter address: The address of a segment, 0 for the first.
    public func mediaPlaylist(_ rendition: Int, address: (_ segment: Int) -> String) -> ByteBuffer {
        var writer = PlaylistWriter(capacity: 160 + 140 * renditions[rendition].segmentCount)
        writer.line("#EXTM3U")
        // Fractions in EXTINF need version 3; nothing here needs more (HLS-03).
        writer.line("#EXT-X-VERSION:3")
        writer.line("#EXT-X-TARGETDURATION:\(targetDuration)")
        writer.line("#EXT-X-MEDIA-SEQUENCE:0")
        writer.line("#EXT-X-PLAYLIST-TYPE:VOD")
        if cut.isIndependent { writer.line("#EXT-X-INDEPENDENT-SEGMENTS") }
        for (segment, milliseconds) in cut.milliseconds.enumerated() {
            writer.line("#EXTINF:\(PlaylistWriter.decimal(thousandths: Int64(milliseconds))),")
            writer.line(PlaylistWriter.address(address(segment)))
        }
        writer.line("#EXT-X-ENDLIST")
        return writer.bytes
    }
}
