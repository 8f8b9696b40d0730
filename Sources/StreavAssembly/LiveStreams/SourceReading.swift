import NIOCore
import StreavDomain
import StreavMedia
import StreavPorts
import Synchronization

/// What came of a source that is looked at for a short time.
final class SourceReading: Sendable {
    private struct State: Sendable {
        var reader = TransportReader()
        var tracks: [TransportTrack] = []
        var formats: [Int: MediaFormat] = [:]
        var hasKeyFrame = false
        var faults = 0
        var bytes = 0
        var firstByte: MonotonicInstant?
        var lastByte: MonotonicInstant?
    }

    private let state = Mutex(State())
    private let clock: StreavClock

    /// Enough to measure a rate by.
    static let measured: Duration = .seconds(3)
    /// No more is read, whatever the source sends.
    static let byteLimit = 48 << 20

    init(clock: StreavClock) {
        self.clock = clock
    }

    /// - Returns: False when everything is known and nothing more need be read.
    func take(_ buffer: ByteBuffer) -> Bool {
        let now = clock.monotonicNow
        return state.withLock { state in
            var events: [TransportEvent] = []
            state.reader.read(buffer) { events.append($0) }
            state.bytes += buffer.readableBytes
            let first = state.firstByte ?? now
            state.firstByte = first
            state.lastByte = now
            for event in events { Self.note(event, &state) }
            return state.bytes < Self.byteLimit && (now - first < Self.measured || !Self.isComplete(state))
        }
    }

    private static func note(_ event: TransportEvent, _ state: inout State) {
        switch event {
        case .tracks(let tracks):
            state.tracks = tracks
            state.formats = [:]
        case .unit(let unit):
            if let format = unit.format { state.formats[unit.trackIndex] = format }
            if unit.isRandomAccess { state.hasKeyFrame = true }
        case .fault: state.faults += 1
        case .clock: break
        }
    }

    private static func isComplete(_ state: State) -> Bool {
        !state.tracks.isEmpty && state.hasKeyFrame
            && state.tracks.indices.allSatisfy { state.tracks[$0].kind == .data || state.formats[$0] != nil }
    }

    /// - Parameter failure: Why the reading ended, where it did by itself.
    func result(_ failure: SourceProbe.Failure?) -> SourceProbe {
        state.withLock { state in
            var probe = SourceProbe(faults: state.faults)
            probe.tracks = state.tracks.indices.map { Self.track(state.tracks[$0], state.formats[$0]) }
            if let first = state.firstByte, let last = state.lastByte, last - first >= .seconds(1) {
                probe.bitsPerSecond = Int64(state.bytes) * 8000 / (last - first).wholeMilliseconds
            }
            probe.failure = failure ?? Self.judge(state)
            return probe
        }
    }

    private static func judge(_ state: State) -> SourceProbe.Failure? {
        guard state.bytes > 0 else {
            return SourceProbe.Failure(
                reason: "noBytes",
                message: "Nothing came while it was looked at. Check the address, and that the encoder is running.")
        }
        guard state.tracks.contains(where: { $0.kind != .data }) else {
            return SourceProbe.Failure(
                reason: "notMedia",
                message: "Data comes, but no MPEG transport stream with picture or sound in it. Check the format that "
                    + "the encoder sends.")
        }
        guard state.hasKeyFrame else {
            return SourceProbe.Failure(
                reason: "noKeyFrame",
                message: "No key frame came while it was looked at. Set the encoder's key frame interval to 4 s or "
                    + "less.")
        }
        return nil
    }

    private static func track(_ track: TransportTrack, _ format: MediaFormat?) -> SourceProbe.Track {
        let kind: SourceProbe.Track.Kind =
            switch track.kind {
            case .video: .video
            case .audio: .audio
            case .data: .data
            }
        return SourceProbe.Track(
            kind: kind, codecs: format?.codecs ?? "\(track.codec)", width: format?.width, height: format?.height,
            frameRate: format?.frameRate, sampleRate: format?.sampleRate, channels: format?.channels,
            language: track.language)
    }
}
