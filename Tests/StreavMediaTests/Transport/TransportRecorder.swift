import NIOCore
import StreavMedia

/// Collects the events of a reader.
struct TransportRecorder {
    private(set) var tracks: [[TransportTrack]] = []
    private(set) var units: [TransportUnit] = []
    private(set) var clocks: [UInt64] = []
    private(set) var faults: [TransportFault] = []
    /// One line per event, in order: two recordings are alike when these are.
    private(set) var journal: [String] = []
    private(set) var mostPendingBytes = 0

    init() {}

    /// Reads all of the stream in pieces of `chunk()` bytes.
    init(_ stream: ByteBuffer, limits: TransportLimits = .default, chunk: () -> Int = { .max }) {
        var reader = TransportReader(limits: limits)
        var rest = stream
        while rest.readableBytes > 0 {
            guard let piece = rest.readSlice(length: max(1, min(chunk(), rest.readableBytes))) else { break }
            reader.read(piece) { note($0) }
            mostPendingBytes = max(mostPendingBytes, reader.pendingBytes)
        }
        reader.finish { note($0) }
    }

    mutating func note(_ event: TransportEvent) {
        switch event {
        case .tracks(let tracks):
            self.tracks.append(tracks)
            journal.append("tracks \(tracks)")
        case .unit(let unit):
            units.append(unit)
            let times = [unit.decodeTime, unit.presentationTime, unit.programClock]
            journal.append(
                "unit \(unit.trackIndex) \(unit.packets.readableBytesView.hashValue) \(times) \(unit.isRandomAccess) "
                    + "\(unit.hasError) \(unit.format?.codecs ?? "")")
        case .clock(let clock):
            clocks.append(clock)
            journal.append("clock \(clock)")
        case .fault(let fault):
            faults.append(fault)
            journal.append("fault \(fault)")
        }
    }
}
