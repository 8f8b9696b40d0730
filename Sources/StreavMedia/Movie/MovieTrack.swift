/// A track that can be played.
public struct MovieTrack: Sendable {
    /// The track's number in the file, unique in it.
    public let id: UInt32
    /// How it is coded.
    public let codec: MovieCodec
    /// What its headers say: names, size and rates.
    public let format: MediaFormat
    /// Ticks a second, 1 or more.
    public let timescale: UInt32
    /// BCP 47, in its shortest form: `en`, `pt-BR`. Nil where the file does not tell.
    public let language: String?
    /// What the author called it, free of control characters. Nil where only a program's default stands there.
    public let name: String?
    /// The author wants it played unless told otherwise (`tkhd` flag 1).
    public let isEnabled: Bool
    /// Where its samples are and when they are due.
    public let samples: SampleTable
    /// Ticks to add to ``MovieSample/compositionTime`` for the time of presentation: what the edit list takes from the
    /// beginning (priming, reordering), and what it leaves empty before.
    public let presentationShift: Int64
    /// Ticks, of presentation: samples that begin here or later are cut off by the edit list. Nil: none are.
    public let presentationEnd: Int64?

    public init(
        id: UInt32, codec: MovieCodec, format: MediaFormat, timescale: UInt32, language: String? = nil,
        name: String? = nil, isEnabled: Bool = true, samples: SampleTable, presentationShift: Int64 = 0,
        presentationEnd: Int64? = nil
    ) {
        precondition(timescale > 0, "a second has ticks")
        self.id = id
        self.codec = codec
        self.format = format
        self.timescale = timescale
        self.language = language
        self.name = name
        self.isEnabled = isEnabled
        self.samples = samples
        self.presentationShift = presentationShift
        self.presentationEnd = presentationEnd
    }

    /// What the track is for: video or audio.
    public var kind: TrackKind { codec.kind }

    /// Ticks of the track at which the sample is shown or heard.
    public func presentationTime(of sample: MovieSample) -> Int64 {
        sample.compositionTime + presentationShift
    }

    /// Ticks of presentation from the first sample to the end of the last, without what the edit list takes away.
    public var presentedTicks: Range<Int64> {
        guard samples.count > 0 else { return 0..<0 }
        // What lies before zero is decoded but not presented.
        let start = max(0, samples.compositionStart + presentationShift)
        let end = samples.compositionEnd + presentationShift
        return start..<max(start, min(end, presentationEnd ?? end))
    }
}
