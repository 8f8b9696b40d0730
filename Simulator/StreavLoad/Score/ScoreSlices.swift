/// What a viewer sees, cut into slices that are scored: of five minutes, and of what is left of a minute or more.
///
/// Memory is that of a number for each second of a slice.
public struct ScoreSlices: Sendable, Hashable {
    /// The Recommendation is for sequences of one to five minutes.
    static let longest = 300
    static let shortest = 60
    /// Of the sound, in kbit/s, where it is not told apart; a quarter of what has less than four times as much.
    static let soundKilobits = 128.0
    /// What is shown at a time, in seconds: thirty years are enough.
    private static let longestRendering = 1e9
    /// Formats of renditions that are remembered.
    static let maximumFormats = 64

    /// One per slice.
    public private(set) var scores = Histogram()

    private var formats: [Int: PictureFormat] = [:]
    private var video: [Double] = []
    private var audio: [Double] = []
    private var stalls: [ViewingScore.Stall] = []
    /// Of the second that is not whole yet: how much of it there is, and the sums of the scores of its parts.
    private var part = 0.0
    private var partVideo = 0.0
    private var partAudio = 0.0
    /// The last rendition's.
    private var current: (bitrate: Double, nominal: Int, video: Double, audio: Double)?

    public init() {}

    public static func == (left: ScoreSlices, right: ScoreSlices) -> Bool {
        left.scores == right.scores && left.video == right.video && left.stalls == right.stalls
            && left.part == right.part
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(scores)
        hasher.combine(video)
        hasher.combine(stalls)
        hasher.combine(part)
    }

    /// What the pictures of a rendition are like.
    ///
    /// - Parameter nominal: The bits per second by which the rendition is known.
    public mutating func know(_ format: PictureFormat, ofNominal nominal: Int) {
        guard formats.count < Self.maximumFormats else { return }
        formats[nominal] = format
        current = nil
    }

    /// Nothing was to be seen for so long.
    mutating func stall(_ length: Double) {
        guard length > 0 else { return }
        stalls.append(ViewingScore.Stall(place: Double(video.count) + part, length: length))
    }

    /// - Parameter bitrate: Bits per second, of picture and sound together.
    mutating func render(_ seconds: Double, bitrate: Double, nominal: Int) {
        let (video, audio) = quality(bitrate, nominal)
        var rest = min(seconds, Self.longestRendering)
        while rest > 0 {
            if isFresh, rest >= Double(Self.longest) {
                // Slices alike are scored once, however many there are.
                let alike = (rest / Double(Self.longest)).rounded(.down)
                let score = ViewingScore(
                    video: [Double](repeating: video, count: Self.longest),
                    audio: [Double](repeating: audio, count: Self.longest), stalls: [])
                scores.record(score.overall, times: UInt64(alike))
                rest -= alike * Double(Self.longest)
                continue
            }
            let share = min(rest, 1 - part)
            part += share
            partVideo += share * video
            partAudio += share * audio
            rest -= share
            guard part >= 1 - 1e-9 else { return }
            self.video.append(partVideo / part)
            self.audio.append(partAudio / part)
            (part, partVideo, partAudio) = (0, 0, 0)
            if self.video.count == Self.longest { cut() }
        }
    }

    /// Nothing of a slice is there yet.
    private var isFresh: Bool { video.isEmpty && part == 0 && stalls.isEmpty }

    /// What follows is another sequence.
    mutating func cut() {
        if video.count >= Self.shortest {
            scores.record(ViewingScore(video: video, audio: audio, stalls: stalls).overall)
        }
        video.removeAll(keepingCapacity: true)
        audio.removeAll(keepingCapacity: true)
        stalls = []
        (part, partVideo, partAudio) = (0, 0, 0)
    }

    private mutating func quality(_ bitrate: Double, _ nominal: Int) -> (video: Double, audio: Double) {
        if let current, current.bitrate == bitrate, current.nominal == nominal {
            return (current.video, current.audio)
        }
        let kilobits = bitrate / 1000
        let sound = min(Self.soundKilobits, kilobits / 4)
        let video = MediaQuality.video(kilobits: kilobits - sound, formats[nominal] ?? .fullHD)
        let audio = MediaQuality.audio(kilobits: sound)
        current = (bitrate, nominal, video, audio)
        return (video, audio)
    }
}
