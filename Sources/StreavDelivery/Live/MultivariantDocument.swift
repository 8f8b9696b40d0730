import NIOCore
import StreavDomain
import StreavMedia
import StreavStreaming

/// The multivariant playlist of a live channel for one session.
enum MultivariantDocument {
    /// - Parameters:
    ///   - rendition: As ``LiveChannel/rendition()`` tells it.
    ///   - session: Goes into the media playlist's address and nowhere else.
    static func make(
        stream: StreamID, session: String,
        rendition: (formats: [MediaFormat], peakBitrate: Int, averageBitrate: Int)
    ) -> ByteBuffer {
        let video = rendition.formats.first { $0.codec.kind == .video }
        var codecs: [String] = []
        for format in rendition.formats where !codecs.contains(format.codecs) { codecs.append(format.codecs) }
        var resolution: MultivariantPlaylist.Variant.Resolution?
        if let width = video?.width, let height = video?.height {
            resolution = MultivariantPlaylist.Variant.Resolution(width: width, height: height)
        }
        // The peak so far with a little room: never under the real peak rate, and within 10 % of it (HLS-29).
        let bandwidth = rendition.peakBitrate + rendition.peakBitrate / 20
        let variant = MultivariantPlaylist.Variant(
            uri: StreamingRoute.mediaPlaylistReference(
                stream: stream, session: session, rendition: StreamingRoute.liveRendition),
            bandwidth: max(1, bandwidth),
            averageBandwidth: max(1, min(bandwidth, rendition.averageBitrate)), codecs: codecs, resolution: resolution,
            frameRate: video?.frameRate)
        return MultivariantPlaylist(isIndependentSegments: true, variants: [variant]).serialized()
    }
}
