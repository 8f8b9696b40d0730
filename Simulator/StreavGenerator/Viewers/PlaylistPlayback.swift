import StreavDomain
import StreavLoad
import StreavMedia
import StreavPorts

/// What live and on-demand players have in common.
protocol PlaylistPlayback {
    var end: PlaybackEnd? { get }
    var ladder: RungLadder? { get }
    var quality: SessionQuality { get }
    var buffer: PlayoutBuffer { get }
    var nextWake: MonotonicInstant? { get }

    mutating func open(at now: MonotonicInstant) -> [PlaybackAction]
    mutating func tick(at now: MonotonicInstant) -> [PlaybackAction]
    mutating func loaded(
        _ parsed: ParsedPlaylist, bytes: Int, began: MonotonicInstant, ended: MonotonicInstant
    ) -> [PlaybackAction]
    mutating func playlistLoaded(
        _ list: MediaPlaylist, rung: Int, bytes: Int, began: MonotonicInstant, ended: MonotonicInstant
    ) -> [PlaybackAction]
    mutating func segmentProgressed(
        _ request: SegmentRequest, bytes: Int, bytesTotal: Int?, began: MonotonicInstant, at now: MonotonicInstant
    ) -> [PlaybackAction]
    mutating func segmentCompleted(
        _ request: SegmentRequest, bytes: Int, began: MonotonicInstant, ended: MonotonicInstant, capture: Timestamp?
    ) -> [PlaybackAction]
    mutating func failed(
        _ failure: LoadFailure, of resource: LoadedResource, at now: MonotonicInstant
    ) -> [PlaybackAction]
    mutating func close(at now: MonotonicInstant) -> [PlaybackAction]
}

extension LivePlayback: PlaylistPlayback {}

extension OnDemandPlayback: PlaylistPlayback {
    mutating func playlistLoaded(
        _ list: MediaPlaylist, rung: Int, bytes: Int, began: MonotonicInstant, ended: MonotonicInstant
    ) -> [PlaybackAction] {
        playlistLoaded(list, rung: rung, bytes: bytes, at: ended)
    }

    mutating func segmentCompleted(
        _ request: SegmentRequest, bytes: Int, began: MonotonicInstant, ended: MonotonicInstant, capture: Timestamp?
    ) -> [PlaybackAction] {
        segmentCompleted(request, bytes: bytes, began: began, ended: ended)
    }
}
