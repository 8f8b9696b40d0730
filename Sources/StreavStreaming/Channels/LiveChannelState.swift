import NIOCore
import StreavDomain
import StreavMedia
import StreavPorts

/// Everything a live channel knows, as a plain value: events of its inputs and ticks of the clock in, blocks, segments
/// and playlists out. ``LiveChannel`` holds one behind a lock.
struct LiveChannelState: Sendable {
    var plan: ChannelPlan
    let configuration: ChannelConfiguration
    /// Makes the address of a segment from its sequence number and the moment its signature ends.
    let address: @Sendable (_ mediaSequence: Int64, _ expires: Timestamp) -> String

    /// Between going on air and the first cut of a channel whose target duration is not known yet, its first group of
    /// pictures is measured.
    var targetDuration: Int?
    var firstKeyUnit: LiveMuxer.MuxedUnit?
    var cutter: SegmentCutter?
    var muxer = LiveMuxer()
    var ring: TransportRing
    var shelf = SegmentShelf()
    var playlist: LiveMediaPlaylist?
    var document: PlaylistDocument?
    var pending = PendingBlock()
    var segment: OpenSegment?
    var coverage = Coverage()
    var sequences: Sequences
    var statistics = Statistics()
    /// An input feeds the channel.
    var isFed = false
    /// Since when no input delivers, though each was tried.
    var inputsDownSince: MonotonicInstant?
    /// Gaps were listed while the input kept silent: its media is spliced in anew when it speaks again.
    var needsSplice = false
    /// What the newest segment holds; inputs come and go, this stays until there is another.
    var publishedFormats: [MediaFormat] = []
    /// Programme time never goes back behind this, not even over a time off air.
    var dateFloor: Int64 = 0
    /// The next random-access unit ends the segment, whatever the cutter says: a segment is due.
    var wantsCut = false
    /// A discontinuity fell into a gap: the next segment says so.
    var owesDiscontinuity = false
    /// Something changed that observers should see.
    var advanced = false

    init(
        plan: ChannelPlan, configuration: ChannelConfiguration, record: ChannelRecord?, wall: Timestamp,
        address: @escaping @Sendable (Int64, Timestamp) -> String
    ) {
        self.plan = plan
        self.configuration = configuration
        self.address = address
        self.ring = TransportRing(byteLimit: configuration.ringBytes, ageLimit: configuration.ringAge)
        self.sequences = Sequences(record: record, wall: wall)
        self.targetDuration = record?.targetDuration
    }

    /// The block being filled.
    struct PendingBlock: Sendable {
        var bytes = ByteBuffer()
        var isRandomAccess = false
        var jumpPrefix: ByteBuffer?
        var since: MonotonicInstant?
    }

    /// The segment being filled.
    struct OpenSegment: Sendable {
        /// Output time of its first key-track unit, 90 kHz.
        var start: Int64
        var isDiscontinuity: Bool
        var startsWithKey: Bool
        var buffers: [ByteBuffer] = []
        var byteCount = 0
    }

    /// Where the listed time ends, on the media's clock and on ours.
    struct Coverage: Sendable {
        /// The output time up to which segments and gaps are listed, 90 kHz.
        var end: Int64 = 0
        /// The output time at the end of the newest key-track unit, and the unit's own length.
        var mediaEnd: Int64 = 0
        var lastKeyTime: Int64?
        var lastKeyStep: Int64 = 0
        /// A pair of moments that ties output time to arrival.
        var anchorTime: Int64 = 0
        var anchorInstant: MonotonicInstant = .zero
        /// A pair that ties output time to programme date-time, milliseconds since 1970.
        var dateTime: Int64 = 0
        var dateMilliseconds: Int64?
        /// When the newest key-track unit came: sound alone does not keep a picture's list alive.
        var lastKeyUnit: MonotonicInstant?
        var lastAppend: MonotonicInstant?
        var lastWasGap = false

        /// The programme date-time at output time `time`.
        func date(at time: Int64) -> Int64? {
            dateMilliseconds.map { $0 + (time - dateTime) / 90 }
        }

        /// How long the listed media is behind the clock, 90 kHz; 0 or more.
        func uncovered(now: MonotonicInstant) -> Int64 {
            max(0, anchorTime + (now - anchorInstant).wholeMilliseconds * 90 - end)
        }
    }

    /// Sequence numbers that never go back: the larger of what the journal kept and what the wall clock says.
    ///
    /// Seconds since 2024 stay ahead of any number published since, because segments are longer than a second on
    /// average, and fit 32 bits until 2092.
    struct Sequences: Sendable {
        var media: Int64
        var discontinuity: Int64

        private static let epoch: Int64 = 1_704_067_200

        init(record: ChannelRecord?, wall: Timestamp) {
            let derived = max(0, wall.seconds - Self.epoch)
            self.media = max(derived, record?.mediaSequence ?? 0)
            self.discontinuity = max(derived, (record?.discontinuitySequence ?? -1) + 1)
        }

        /// Never behind what was used before in this process either.
        mutating func restore(_ record: ChannelRecord) {
            media = max(media, record.mediaSequence)
            discontinuity = max(discontinuity, record.discontinuitySequence + 1)
        }

        /// The channel goes on air again in the same process.
        mutating func restart(wall: Timestamp) {
            let derived = max(0, wall.seconds - Self.epoch)
            media = max(derived, media)
            discontinuity = max(derived, discontinuity + 1)
        }
    }

    struct Statistics: Sendable {
        var segments = 0
        var gaps = 0
        var discontinuities = 0
        var bytesIn: Int64 = 0
        var peakBitrate = 0
        var ticks: Int64 = 0
        var bytes: Int64 = 0
        var faults = 0
        var degradations = 0

        var averageBitrate: Int { ticks > 0 ? Int(Double(bytes) * 8 * 90_000 / Double(ticks)) : 0 }
    }
}
