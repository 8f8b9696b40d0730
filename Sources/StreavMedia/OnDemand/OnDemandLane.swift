/// A track on its way into the segments of a rendition.
struct OnDemandLane: Sendable {
    enum Framing: Sendable {
        case video(VideoFraming)
        case audio(ADTSFraming)
    }

    static let videoPID: UInt16 = 0x100
    static let audioPID: UInt16 = 0x101

    let samples: SampleTable
    let times: TrackTimes
    let framing: Framing
    /// Index of each segment's first sample; in the end one more, the sample after the last.
    var firstSamples: [Int]

    var pid: UInt16 {
        switch framing {
        case .video: Self.videoPID
        case .audio: Self.audioPID
        }
    }

    /// As ISO/IEC 13818-1 table 2-34 has it.
    var streamType: UInt8 {
        switch framing {
        case .video(let framing): framing.streamType
        case .audio: 0x0F
        }
    }

    /// PES stream id.
    var streamID: UInt8 {
        switch framing {
        case .video: 0xE0
        case .audio: 0xC0
        }
    }
}
