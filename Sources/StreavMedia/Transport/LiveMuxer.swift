public import NIOCore

/// Writes the units of one input after the other as one continuous transport stream with PIDs of its own (PMT 0x1000,
/// video 0x100, the others from 0x101 on).
///
/// All inputs lie on one timeline: PTS, DTS and PCR are rewritten in place, continuity counters go on, PAT and PMT are
/// written anew, with the input's descriptors, and the PMT's version rises only if tracks changed. The key track, the
/// first video or else the first audio, leads the timeline: where its timestamps go back or leap, or its tracks change,
/// units are dropped up to its next random-access unit, which then follows without a gap. Audio that would be shown
/// before that unit is dropped with them, so that sound and picture stay in step.
public struct LiveMuxer: Sendable {
    /// Bounds of what counts as one timeline, 90 kHz.
    public struct Limits: Sendable, Equatable {
        /// The key track's decode times may go ahead by so much from unit to unit; beyond it is a jump. Default 2 s.
        public var forwardStep: Int64
        /// They may go back by less than this, which is mended; beyond it is a jump. Default 0.5 s.
        public var backwardStep: Int64
        /// Units of other tracks may be ahead of the key track by so much; beyond they are dropped. Default 3 s.
        public var lead: Int64

        public init(forwardStep: Int64 = 180_000, backwardStep: Int64 = 45_000, lead: Int64 = 270_000) {
            precondition(forwardStep > 0 && backwardStep > 0 && lead > 0, "bounds are positive")
            self.forwardStep = forwardStep
            self.backwardStep = backwardStep
            self.lead = lead
        }
    }

    static let mapPID: UInt16 = 0x1000
    static let firstPID: UInt16 = 0x100
    /// 90 kHz. Written when 300 ms have passed, tables are never more than 400 ms apart with units up to 100 ms long.
    static let tablesInterval: Int64 = 27_000
    /// 27 MHz. Where the input's clock leaves a larger hole than 90 ms, the muxer puts one of its own.
    static let clockInterval: Int64 = 2_430_000
    /// A jump that is taken back within so many units was none.
    static let mostFeignedUnits = 2
    /// PTS may be after DTS by so much, 90 kHz: 10 s.
    static let mostReordering: Int64 = 900_000

    /// The tracks of the current input.
    public private(set) var tracks: [TransportTrack] = []
    /// What the headers of each track told last, by track index.
    public internal(set) var formats: [MediaFormat?] = []
    /// Units that were not written: before a random access, off the timeline, or without timestamps.
    public internal(set) var droppedUnits = 0

    let limits: Limits
    let startTime: Int64
    var tables = ProgramTables(mapPID: Self.mapPID)
    var tablesTime: Int64?
    var clock = ProgramClockRewriter()
    /// One per output PID, from 0x100 on; they outlive inputs.
    var lanes: [Lane] = []
    /// Lane of each track.
    var laneIndices: [Int] = []
    var keyIndex: Int?
    var clockIndex: Int?
    /// Units are dropped until a random-access unit of the key track.
    var isWaiting = true
    /// Units dropped since times jumped, which damaged timestamps may have feigned. Nil: no jump.
    var unitsSinceJump: Int?
    var minimumTime: Int64?
    /// Formats changed: the next random-access unit begins a discontinuity, though the timeline goes on.
    var isFormatChanged = false
    var hasWritten = false
    /// Tables stand right before the unit that was written last.
    var hasTablesInFront = false
    /// Nil until the first unit was written.
    var timeline: Timeline?

    /// - Parameter startTime: Output decode time of the first unit, 90 kHz unwrapped. The default keeps the clock,
    ///   which runs behind, above zero.
    public init(startTime: Int64 = 10 * 90_000, limits: Limits = Limits()) {
        self.startTime = startTime
        self.limits = limits
    }

    /// From one programme clock to the next, 90 kHz (ISO/IEC 13818-1 section 2.7.2: 0.1 s); more is a jump.
    static let longestClockInterval: Int64 = 9_000

    /// Units that follow come from another input or after a gap. Nothing is written until a random-access unit of the
    /// key track comes; that one is reported as discontinuity, unless nothing was written before.
    ///
    /// - Parameter minimumTime: The output decode time at which it may begin at the earliest; nil: right after what
    ///   was written.
    public mutating func begin(tracks: [TransportTrack], notBefore minimumTime: Int64? = nil) {
        self.tracks = tracks
        self.minimumTime = minimumTime
        formats = Array(repeating: nil, count: tracks.count)
        keyIndex = tracks.keyTrackIndex
        clockIndex = tracks.firstIndex(where: \.carriesClock) ?? keyIndex
        isFormatChanged = false
        isWaiting = true
        unitsSinceJump = nil
        assignLanes()
        describe()
    }

    /// The current input announced its tracks again: the same as ``begin(tracks:notBefore:)`` when they are others than
    /// before, nothing otherwise.
    public mutating func update(tracks: [TransportTrack]) {
        if tracks != self.tracks { begin(tracks: tracks) }
    }

    /// PAT and PMT to put in front of the unit that was muxed last, for a segment that begins with a unit which is no
    /// random access. To be asked before the next unit is muxed. Nil: the unit has them in front already.
    public mutating func tablesBeforeLastUnit() -> ByteBuffer? {
        guard hasWritten, !hasTablesInFront else { return nil }
        var output = ByteBuffer()
        tables.write(into: &output)
        hasTablesInFront = true
        return output
    }

    /// Packets to send before a viewer is moved to the point where the next packet written stands: one per PID, saying
    /// that counters do not follow from what the viewer had. To be taken before a random-access unit is written.
    public func discontinuityPrefix() -> ByteBuffer {
        var output = ByteBuffer()
        AdaptationPacket.writeDiscontinuity(pid: 0, counter: tables.associationCounter, into: &output)
        AdaptationPacket.writeDiscontinuity(pid: Self.mapPID, counter: tables.mapCounter, into: &output)
        for index in laneIndices {
            AdaptationPacket.writeDiscontinuity(pid: lanes[index].pid, counter: lanes[index].counter, into: &output)
        }
        return output
    }

    /// Video lies on the first lane, the other tracks behind it in their order.
    private mutating func assignLanes() {
        let videoIndex = keyIndex.flatMap { tracks[$0].kind == .video ? $0 : nil }
        var next = 1
        laneIndices = tracks.indices.map { index in
            if index == videoIndex { return 0 }
            defer { next += 1 }
            return next
        }
        while lanes.count < next { lanes.append(Lane(pid: Self.firstPID + UInt16(lanes.count))) }
        for index in lanes.indices { lanes[index].isFresh = true }
    }

    private mutating func describe() {
        let streams = tracks.indices.map { index in
            ProgramTables.Stream(
                pid: lanes[laneIndices[index]].pid, streamType: tracks[index].streamType,
                descriptors: tracks[index].descriptors)
        }
        let clockPID = clockIndex.map { lanes[laneIndices[$0]].pid } ?? TransportPacket.nullPID
        tables.describe(streams.sorted { $0.pid < $1.pid }, clockPID: clockPID)
    }
}
