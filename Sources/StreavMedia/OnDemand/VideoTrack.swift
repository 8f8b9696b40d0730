/// The video track of a movie, cut.
struct VideoTrack {
    let track: MovieTrack
    let framing: VideoFraming
    let cuts: VideoCuts

    /// Nil: it is no video.
    init?(_ track: MovieTrack, pacing: SegmentPacing) throws(OnDemandError) {
        switch track.codec {
        case .h264(let configuration): framing = VideoFraming(configuration)
        case .h265(let configuration): framing = VideoFraming(configuration)
        case .aac: return nil
        }
        self.track = track
        cuts = try VideoCuts(track, pacing: pacing)
    }
}
