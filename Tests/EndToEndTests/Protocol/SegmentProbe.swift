import Foundation
import NIOCore
import StreavMedia

/// What a transport stream segment holds, measured.
struct SegmentProbe: Sendable {
    private(set) var tracks: [TransportTrack] = []
    private(set) var formats: [MediaFormat] = []
    /// The first unit of the key track is a random access point.
    private(set) var startsWithKey = false
    /// Decode times of the key track, 90 kHz, 33 bits, in order.
    private(set) var times: [UInt64] = []
    private(set) var problems: [String] = []
    let byteCount: Int

    init(_ bytes: Data) {
        byteCount = bytes.count
        var audit = ContinuityAudit()
        audit.read(bytes)
        problems = audit.problems.map { "HLS-22: \($0)" }
        if !audit.isWhole { problems.append("HLS-22: not of whole packets") }
        if audit.programs.count != 1 { problems.append("HLS-22: \(audit.programs.count) programmes") }
        if audit.firstPIDs.first != 0 || audit.firstPIDs.last != audit.mapPID {
            problems.append("HLS-22: begins with PIDs \(audit.firstPIDs), not with PAT and PMT")
        }
        var reader = TransportReader()
        reader.read(ByteBuffer(bytes: bytes)) { take($0) }
        reader.finish { take($0) }
        // Units that are open when the segment ends are complete all the same: the next one begins with a new unit.
        for (fault, count) in reader.faults { problems.append("HLS-22: \(count) × \(fault.rawValue)") }
        if !startsWithKey { problems.append("HLS-24: does not begin with a key frame") }
        if times.isEmpty { problems.append("HLS-22: without media") }
    }

    /// From the first key-track unit to the end of the last, 90 kHz; the last one lasts as long as the one before.
    var ownDuration: Int64? {
        guard let first = times.first, let last = times.last, times.count > 1 else { return nil }
        return Self.distance(from: first, to: last) + Self.distance(from: times[times.count - 2], to: last)
    }

    var width: Int? { formats.compactMap(\.width).first }

    /// The short way around the 33-bit clock.
    static func distance(from earlier: UInt64, to later: UInt64) -> Int64 {
        let forward = Int64((later &- earlier) & ((1 << 33) - 1))
        return forward >= 1 << 32 ? forward - 1 << 33 : forward
    }

    private mutating func take(_ event: TransportEvent) {
        switch event {
        case .tracks(let tracks): self.tracks = tracks
        case .unit(let unit):
            if let format = unit.format, !formats.contains(format) { formats.append(format) }
            guard unit.trackIndex == tracks.keyTrackIndex, let time = unit.decodeTime ?? unit.presentationTime else {
                return
            }
            if times.isEmpty { startsWithKey = unit.isRandomAccess }
            if let last = times.last, Self.distance(from: last, to: time) <= 0 {
                problems.append("HLS-16: the decode time goes from \(last) to \(time)")
            }
            times.append(time)
        case .clock, .fault: break
        }
    }
}
