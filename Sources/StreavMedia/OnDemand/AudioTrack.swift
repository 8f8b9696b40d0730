/// An audio track of a movie, and how much of it is heard.
struct AudioTrack {
    let track: MovieTrack
    let framing: ADTSFraming
    let times: TrackTimes
    let extent: SampleExtent

    /// Nil: it is no audio, none that a transport stream can carry, or nothing of it is heard.
    init?(_ track: MovieTrack) throws(OnDemandError) {
        guard case .aac(let configuration) = track.codec, let framing = ADTSFraming(configuration) else { return nil }
        self.track = track
        self.framing = framing
        times = try TrackTimes(track)
        guard let extent = try SampleExtent(track, times) else { return nil }
        self.extent = extent
    }
}
