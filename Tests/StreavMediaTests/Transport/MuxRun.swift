import NIOCore
import StreavMedia

/// Reader and muxer together, input after input, as a channel runs them.
struct MuxRun {
    var muxer: LiveMuxer
    private(set) var output = ByteBuffer()
    private(set) var units: [LiveMuxer.MuxedUnit] = []
    /// The units that were written, as they came.
    private(set) var sources: [TransportUnit] = []

    init(startTime: Int64 = 900_000) {
        muxer = LiveMuxer(startTime: startTime)
    }

    init(_ inputs: [ProgrammeSource], startTime: Int64 = 900_000) {
        self.init(startTime: startTime)
        for input in inputs { add(input.stream) }
    }

    var discontinuities: [LiveMuxer.MuxedUnit] { units.filter(\.isDiscontinuity) }
    var keyUnits: [LiveMuxer.MuxedUnit] { units.filter(\.isKeyTrack) }

    mutating func add(_ stream: ByteBuffer, notBefore: Int64? = nil) {
        var reader = TransportReader()
        var isFirst = true
        let take: (TransportEvent) -> Void = { event in
            switch event {
            case .tracks(let tracks):
                if isFirst {
                    muxer.begin(tracks: tracks, notBefore: notBefore)
                } else {
                    muxer.update(tracks: tracks)
                }
                isFirst = false
            case .unit(let unit):
                guard let muxed = muxer.mux(unit, into: &output) else { return }
                units.append(muxed)
                sources.append(unit)
            case .clock, .fault: break
            }
        }
        reader.read(stream, take)
        reader.finish(take)
    }
}
