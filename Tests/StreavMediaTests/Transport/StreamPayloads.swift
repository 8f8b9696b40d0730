import NIOCore
import StreavMedia

/// Elementary stream bytes of a recording, unit by unit.
struct StreamPayloads {
    private(set) var video: [[UInt8]] = []
    private(set) var audio: [[UInt8]] = []

    init(_ recorder: TransportRecorder) {
        for unit in recorder.units {
            let payload = StreamChecker(unit.packets).units.first?.payload ?? []
            switch recorder.tracks.last?[unit.trackIndex].kind {
            case .video: video.append(payload)
            case .audio: audio.append(payload)
            default: break
            }
        }
    }
}
