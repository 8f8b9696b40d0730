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

    /// - Parameter isLost: Whether the unit that came as so many-th is lost before it is muxed.
    mutating func add(
        _ stream: ByteBuffer, notBefore: Int64? = nil, without isLost: (Int) -> Bool = { _ in false }
    ) {
        var reader = TransportReader()
        var isFirst = true
        var count = -1
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
                count += 1
                guard !isLost(count), let muxed = muxer.mux(unit, into: &output) else { return }
                units.append(muxed)
                sources.append(unit)
            case .clock, .fault: break
            }
        }
        reader.read(stream, take)
        reader.finish(take)
    }
}
