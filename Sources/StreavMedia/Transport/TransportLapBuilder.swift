import NIOCore

/// Makes a lap of a file: chooses the units, measures the lap, cuts the audio to it.
struct TransportLapBuilder {
    /// A unit on the file's unwrapped timeline, 90 kHz since the key track's first.
    struct TimedUnit {
        var unit: TransportUnit
        var time: Int64?
        let isKey: Bool
    }

    /// 90 kHz: a larger step of the key track is a jump.
    private static let mostStep: Int64 = 900_000

    private let tracks: [TransportTrack]
    private let keyIndex: Int
    private var units: [TimedUnit] = []
    private var ticks: Int64 = 0

    static func lap(of file: ByteBuffer) throws(TransportLoopError) -> TransportLap {
        guard file.readableBytes <= LoopedTransport.fileBytes else { throw .tooLarge(bytes: file.readableBytes) }
        var announced: [[TransportTrack]] = []
        var units: [TransportUnit] = []
        var reader = TransportReader()
        let note: (TransportEvent) -> Void = { event in
            switch event {
            case .tracks(let tracks): announced.append(tracks)
            case .unit(let unit): units.append(unit)
            case .clock, .fault: break
            }
        }
        reader.read(file, note)
        reader.finish(note)
        guard let tracks = announced.first, let keyIndex = tracks.keyTrackIndex else { throw .noProgram }
        guard announced.count == 1 else { throw .changingTracks }
        var builder = TransportLapBuilder(tracks: tracks, keyIndex: keyIndex)
        try builder.choose(units)
        try builder.measure()
        builder.cutOtherTracks()
        var writer = TransportLapWriter(tracks: tracks, keyIndex: keyIndex, ticks: builder.ticks)
        for unit in builder.units { writer.write(unit) }
        return writer.lap
    }

    private init(tracks: [TransportTrack], keyIndex: Int) {
        self.tracks = tracks
        self.keyIndex = keyIndex
    }

    /// Takes all from the first random access on, with what came right before it on other tracks: the lap's end lacks
    /// as much.
    private mutating func choose(_ all: [TransportUnit]) throws(TransportLoopError) {
        let isKey = { [keyIndex] (unit: TransportUnit) in unit.trackIndex == keyIndex }
        guard let first = all.firstIndex(where: { isKey($0) && $0.isRandomAccess && $0.decodeTime != nil }),
            var raw = all[first].decodeTime
        else { throw .noRandomAccess }
        let start = all[..<first].lastIndex(where: isKey).map { $0 + 1 } ?? 0
        var time: Int64 = 0
        for index in start..<all.count {
            let unit = all[index]
            // The file's end may cut the last unit of a track short.
            if unit.hasError, !all[(index + 1)...].contains(where: { $0.trackIndex == unit.trackIndex }) { continue }
            guard let decodeTime = unit.decodeTime else {
                units.append(TimedUnit(unit: unit, time: nil, isKey: isKey(unit)))
                continue
            }
            let step = Timestamp33.distance(from: raw, to: decodeTime)
            if isKey(unit) {
                guard (0...Self.mostStep).contains(step) else {
                    throw .discontinuous(atSeconds: Int(time / Timestamp33.ticksPerSecond))
                }
                raw = decodeTime
                time += step
                units.append(TimedUnit(unit: unit, time: time, isKey: true))
            } else {
                units.append(TimedUnit(unit: unit, time: time + step, isKey: false))
            }
        }
    }

    /// The lap lasts as long as the key track's units do: the last one takes as long as they take on average, or, for
    /// audio, as its frames tell.
    private mutating func measure() throws(TransportLoopError) {
        let keyUnits = units.filter { $0.isKey && $0.time != nil }
        guard let last = keyUnits.last, let end = last.time, keyUnits.count >= 2, end > 0 else { throw .tooShort }
        let steps = Int64(keyUnits.count - 1)
        let average = (end + steps / 2) / steps
        ticks = end + (AudioUnit(last.unit, codec: tracks[keyIndex].codec)?.ticks ?? max(1, average))
    }

    /// Other tracks repeat at the lap's length too, so from each only that much is taken, counted from its first unit.
    private mutating func cutOtherTracks() {
        for track in tracks.indices where track != keyIndex {
            let codec = tracks[track].codec
            let isTimed = { (timed: TimedUnit) in timed.unit.trackIndex == track && timed.time != nil }
            guard let first = units.first(where: isTimed)?.time else { continue }
            let end = first + ticks
            var last: Int64?
            units = units.compactMap { timed in
                guard timed.unit.trackIndex == track, let time = timed.time else { return timed }
                if codec.kind == .audio, let last, time <= last { return nil }
                guard time < end else { return nil }
                last = time
                guard codec.kind == .audio, let audio = AudioUnit(timed.unit, codec: codec) else { return timed }
                guard let cut = audio.cut(to: end - time, pid: tracks[track].pid) else { return nil }
                return TimedUnit(unit: cut, time: time, isKey: false)
            }
        }
    }
}
