import NIOCore
import StreavMedia

/// A live playlist and a seeded channel that feeds it: frames of several rates, slivers, gaps, discontinuities, and a
/// wall clock that jitters and is set back.
struct LivePlaylistStream {
    private(set) var playlist: LiveMediaPlaylist
    private var random: PlaylistRandom
    /// For what a test draws besides: leaves the stream as its seed makes it.
    var missed: PlaylistRandom
    /// Every segment that was appended, as it was given.
    private(set) var appended: [LiveMediaPlaylist.Segment] = []
    let firstMediaSequence: Int64
    private var wallClock: Int64
    private let frameTicks: Int64

    init(seed: UInt64) {
        random = PlaylistRandom(seed: seed)
        missed = PlaylistRandom(seed: ~seed)
        firstMediaSequence = random.chance(30) ? 0 : Int64.random(in: 1...4_000_000_000, using: &random)
        wallClock = Int64.random(in: 0...2_000_000_000_000, using: &random)
        frameTicks = [1_500, 1_501, 1_800, 1_920, 3_003, 3_600, 3_750][Int.random(in: 0..<7, using: &random)]
        playlist = LiveMediaPlaylist(
            targetDuration: .random(in: 2...10, using: &random), windowCount: .random(in: 4...30, using: &random),
            mediaSequence: firstMediaSequence,
            discontinuitySequence: random.chance(50) ? 0 : .random(in: 1...1_000, using: &random),
            isIndependentSegments: random.chance(50))
    }

    /// Appends one more segment.
    mutating func step() throws -> [LiveMediaPlaylist.Removed] {
        let number = playlist.nextMediaSequence
        let limit = playlist.maximumDurationTicks
        let ticks: Int64 =
            switch Int.random(in: 0..<20, using: &random) {
            case 0: .random(in: 1...limit, using: &random)
            case 1: limit
            case 2: frameTicks
            default: max(1, (limit * .random(in: 80...100, using: &random) / 100) / frameTicks) * frameTicks
            }
        let isGap = random.chance(7)
        let segment = LiveMediaPlaylist.Segment(
            uri: "/media/1/\(number)/\(random.next() % 1_000).ts", durationTicks: ticks,
            isDiscontinuity: random.chance(10), programDateTime: wallClock, isGap: isGap,
            isIndependent: isGap || playlist.isIndependentSegments || random.chance(80))
        wallClock += ticks / 90 + .random(in: -30...30, using: &random)
        if random.chance(2) { wallClock = max(0, wallClock + .random(in: -60_000...60_000, using: &random)) }
        wallClock = max(0, wallClock)
        appended.append(segment)
        return try playlist.append(segment)
    }

    /// The text of the playlist as a player reads it.
    func parsed() throws -> MediaPlaylist { try PlaylistParser().parseMedia(playlist.bytes) }
}
