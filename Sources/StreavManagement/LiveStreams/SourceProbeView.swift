import StreavDomain
import StreavWeb

/// What a test of a source has shown.
enum SourceProbeView {
    static func html(_ probe: SourceProbe, _ call: PageCall) -> HTML {
        """
        <div class="stream-probe" role="status">\(verdict(probe, call))\(tracks(probe, call))</div>
        """
    }

    private static func verdict(_ probe: SourceProbe, _ call: PageCall) -> HTML {
        guard let failure = probe.failure else {
            let rate = probe.bitsPerSecond.map { " · \(Quantity.bitRate($0))" } ?? ""
            let faults = probe.faults > 0 ? " · \(call.count("stream.probe-faults", probe.faults))" : ""
            return "<p>\(Badge.html(call.t("stream.probe-good"), .good))\(rate)\(faults)</p>"
        }
        // The sentence may name the host.
        let sentence = call.may(.reveal, .liveStreams) ? failure.message : ""
        return """
            <p>\(Badge.html(call.t("stream.probe-bad"), .bad)) \
            \(LiveStreamFacts.failure(failure.reason, call))</p>\("<p class=\"soft\">\(sentence)</p>",
                if: !sentence.isEmpty)
            """
    }

    private static func tracks(_ probe: SourceProbe, _ call: PageCall) -> HTML? {
        guard !probe.tracks.isEmpty else { return nil }
        let rows = probe.tracks.map { track in
            """
            <li>\(Badge.plain(kind(track.kind, call))) \(details(track))</li>
            """ as HTML
        }
        return "<ul>\(rows)</ul>"
    }

    private static func kind(_ kind: SourceProbe.Track.Kind, _ call: PageCall) -> String {
        switch kind {
        case .video: call.t("stream.track-video")
        case .audio: call.t("stream.track-audio")
        case .data: call.t("stream.track-data")
        }
    }

    private static func details(_ track: SourceProbe.Track) -> String {
        var parts = [CodecName.names(in: track.codecs).first ?? track.codecs]
        if let width = track.width, let height = track.height { parts.append("\(width) × \(height)") }
        if let rate = track.frameRate { parts.append("\(frames(rate)) fps") }
        if let rate = track.sampleRate { parts.append("\(rate) Hz") }
        if let channels = track.channels { parts.append("\(channels) ch") }
        if let language = track.language { parts.append(language) }
        return parts.joined(separator: " · ")
    }

    /// Two decimals at the most.
    private static func frames(_ rate: Double) -> String {
        let hundredths = Int((min(max(rate, 0), 10_000) * 100).rounded())
        guard hundredths % 100 != 0 else { return "\(hundredths / 100)" }
        let fraction = String(100 + hundredths % 100).dropFirst()
        return "\(hundredths / 100).\(fraction)"
    }
}
