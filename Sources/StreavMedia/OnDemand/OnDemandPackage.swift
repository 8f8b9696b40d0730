/// A movie as on-demand HLS with MPEG-TS segments: a function of the file's index alone, so every node makes the same
/// bytes of the same file (VOD-2).
public struct OnDemandPackage: Sendable {
    /// The most bytes of one segment.
    static let largestSegment = 32 << 20
    static let mapPID: UInt16 = 0x1000
    static let firstPID: UInt16 = 0x100
    /// Tracks of sound that are offered.
    static let maximumSounds = 16

    let index: MovieIndex
    let cut: OnDemandCut
    /// By track.
    let carriages: [Int: OnDemandCarriage]
    /// The first is the main one, which a variant's address names.
    public let renditions: [OnDemandRendition]
    /// Whole seconds: the longest segment, rounded; the same in all renditions (HLS-08).
    public let targetDuration: Int

    /// - Parameter target: What segments are cut to, at the last key frame within it.
    public init(_ index: MovieIndex, target: Duration = .seconds(6)) throws(OnDemandError) {
        let layout = OnDemandLayout(index)
        let timelines = index.tracks.map { OnDemandTimeline($0) }
        let sounds = layout.sounds.compactMap { Self.heard(index.tracks[$0], timelines[$0]) }
        var heard: ClosedRange<Int64>?
        if let first = sounds.map(\.begin).min(), let last = sounds.map(\.end).max(), last > first {
            heard = first...last
        }
        let cut = try OnDemandCut(
            video: layout.video.map { (index.tracks[$0], timelines[$0]) }, sound: heard,
            target: target.components.seconds * Timestamp33.ticksPerSecond)
        var carriages: [Int: OnDemandCarriage] = [:]
        for track in layout.sounds + [layout.video].compactMap(\.self) {
            carriages[track] = try OnDemandCarriage(index.tracks[track].codec)
        }
        self.index = index
        self.cut = cut
        self.carriages = carriages
        targetDuration = max(1, cut.milliseconds.map { ($0 + 500) / 1000 }.max() ?? 1)
        var renditions: [OnDemandRendition] = []
        for plan in layout.renditions {
            let measure = OnDemandMeasure(index, cut, timelines, carriages)
            renditions.append(try measure.rendition(plan))
        }
        self.renditions = renditions
    }

    /// What it takes in memory, the index included.
    public var memoryBytes: Int {
        renditions.reduce(index.memoryBytes + cut.boundaries.count * 12) { sum, rendition in
            sum + rendition.segmentCount * 8 + rendition.lanes.count * rendition.segmentCount * 5
        }
    }

    /// When a track of sound is heard; nil when it never is.
    private static func heard(
        _ track: MovieTrack, _ timeline: OnDemandTimeline
    ) -> (begin: Int64, end: Int64)? {
        let ticks = track.presentedTicks
        guard !ticks.isEmpty else { return nil }
        return (timeline.presentation(at: ticks.lowerBound), timeline.presentation(at: ticks.upperBound))
    }

    func readers(_ rendition: OnDemandRendition, _ segment: Int) -> [OnDemandLaneReader] {
        rendition.lanes.enumerated().map { position, lane in
            OnDemandLaneReader(
                position, index.tracks[lane.track], lane.timeline,
                samples: Int(lane.starts[segment])..<Int(lane.starts[segment + 1]))
        }
    }
}
