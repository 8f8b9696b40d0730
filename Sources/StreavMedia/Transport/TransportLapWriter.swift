import NIOCore

/// Writes the units of a lap and notes the places that change from lap to lap.
struct TransportLapWriter {
    /// 90 kHz: 300 ms between tables, 40 ms between clocks where the file's own are of no use.
    private static let tablesInterval: Int64 = 27_000
    private static let clockInterval: Int64 = 3_600
    /// 90 kHz: how far a clock that the writer makes is ahead of decode times.
    private static let clockMargin: Int64 = 63_000

    private let tracks: [TransportTrack]
    private let ticks: Int64
    private var tables: ProgramTables
    private let hasClock: Bool
    private let clockPID: UInt16
    private var output: ByteBuffer
    private var counters: [UInt16: UInt8] = [:]
    private var counts: [UInt16: Int] = [:]
    private var marks: [TransportLap.Mark] = []
    private var timestampPositions: [UInt32] = []
    private var clockPositions: [UInt32] = []
    private var tablesTime: Int64?
    private var clockTime: Int64?
    private var firstClock: UInt64?
    /// 27 MHz since the first clock.
    private var lastClock: Int64 = 0

    init(tracks: [TransportTrack], keyIndex: Int, ticks: Int64) {
        self.tracks = tracks
        self.ticks = ticks
        let pids = Set(tracks.map(\.pid))
        let mapPID = (0x1000..<0x1FFF).first { !pids.contains($0) } ?? 0x1000
        tables = ProgramTables(mapPID: UInt16(mapPID))
        hasClock = tracks.contains(where: \.carriesClock)
        clockPID = tracks.first(where: \.carriesClock)?.pid ?? tracks[keyIndex].pid
        tables.describe(
            tracks.map {
                ProgramTables.Stream(pid: $0.pid, streamType: $0.streamType, descriptors: $0.descriptors)
            }, clockPID: clockPID)
        output = ByteBuffer()
        writeTables()
    }

    var lap: TransportLap {
        TransportLap(
            tracks: tracks, packets: output, ticks: ticks, marks: marks, timestampPositions: timestampPositions,
            clockPositions: clockPositions,
            counts: counts.sorted { $0.key < $1.key }.map { (pid: $0.key, count: $0.value) })
    }

    mutating func write(_ timed: TransportLapBuilder.TimedUnit) {
        if timed.isKey, let time = timed.time {
            // What comes before the first key unit is due with it.
            marks.append(TransportLap.Mark(offset: marks.isEmpty ? 0 : output.readableBytes, time: time))
            let isTablesDue = tablesTime.map { time - $0 >= Self.tablesInterval } ?? false
            if isTablesDue || timed.unit.isRandomAccess && tablesTime != nil { writeTables() }
            if isTablesDue || tablesTime == nil || timed.unit.isRandomAccess { tablesTime = time }
            if !hasClock { writeClock(timed.unit, time: time) }
        }
        append(contiguous(timed.unit))
    }

    private mutating func writeTables() {
        let start = output.readableBytes
        tables.write(into: &output)
        let packets = (output.readableBytes - start) / TransportPacket.size
        counts[0, default: 0] += 1
        counts[tables.mapPID, default: 0] += packets - 1
    }

    private mutating func writeClock(_ unit: TransportUnit, time: Int64) {
        if let clockTime, time - clockTime < Self.clockInterval { return }
        guard let decodeTime = unit.decodeTime else { return }
        let made = (Int64(decodeTime) - Self.clockMargin) * Int64(ProgramClock.ticksPerTimestamp)
        let clock = unit.programClock ?? ProgramClock.wrapped(made)
        guard isInLap(clock) else { return }
        clockTime = time
        clockPositions.append(UInt32(output.readableBytes + 6))
        AdaptationPacket.write(clock: clock, pid: clockPID, counter: counters[clockPID] ?? 15, into: &output)
    }

    /// Clocks ascend through the lap and end before the next one's first.
    private mutating func isInLap(_ clock: UInt64) -> Bool {
        guard let firstClock else {
            firstClock = clock
            return true
        }
        let distance = ProgramClock.distance(from: firstClock, to: clock)
        guard distance > lastClock, distance < ticks * Int64(ProgramClock.ticksPerTimestamp) else { return false }
        lastClock = distance
        return true
    }

    private func contiguous(_ unit: TransportUnit) -> TransportUnit {
        let isContiguous = unit.packets.withUnsafeReadableBytes { bytes in
            UnitPatch.headPositions(bytes).last.map { $0 < TransportPacket.size } ?? true
        }
        if isContiguous { return unit }
        var pes: [UInt8] = []
        PESPayload.append(unit.packets, skipping: 0, limit: .max, to: &pes)
        return unit.repacketized(pes, pid: tracks[unit.trackIndex].pid)
    }

    private mutating func append(_ unit: TransportUnit) {
        let pid = tracks[unit.trackIndex].pid
        let start = output.readableBytes
        output.writeImmutableBuffer(unit.packets)
        var counter = counters[pid] ?? 15
        output.withUnsafeMutableReadableBytes { bytes in
            let part = UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
            UnitPatch(pid: pid, times: nil).apply(to: part, counter: &counter) { $0 }
        }
        counters[pid] = counter
        note(from: start, pid: pid, unit)
    }

    private mutating func note(from start: Int, pid: UInt16, _ unit: TransportUnit) {
        var clocks: [(position: Int, clock: UInt64)] = []
        let fields = output.withUnsafeReadableBytes { bytes in
            for offset in stride(from: start, to: bytes.count, by: TransportPacket.size) {
                let packet = TransportPacket(
                    UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + TransportPacket.size]))
                if packet.hasPayload { counts[pid, default: 0] += 1 }
                if let position = packet.clockPosition, let clock = packet.clock {
                    clocks.append((offset + position, clock))
                }
            }
            return Self.timestampFields(UnsafeRawBufferPointer(rebasing: bytes[start...]))
        }
        timestampPositions += fields.map { UInt32(start + $0) }
        for (position, clock) in clocks {
            if pid == clockPID, hasClock, isInLap(clock) {
                clockPositions.append(UInt32(position))
            } else {
                removeClock(at: position)
            }
        }
    }

    private static func timestampFields(_ bytes: UnsafeRawBufferPointer) -> [Int] {
        let head = UnitPatch.headPositions(bytes)
        guard let header = PESHeader(head.map { bytes[$0] }) else { return [] }
        let presentation = header.presentationTime.map { _ in head[PESHeader.presentationPosition] }
        let decode = header.decodeTime.map { _ in head[PESHeader.decodePosition] }
        return [presentation, decode].compactMap { $0 }
    }

    /// Takes a PCR out of its packet: the optional fields behind it move up, stuffing fills the end.
    private mutating func removeClock(at position: Int) {
        output.withUnsafeMutableReadableBytes { bytes in
            let field = position - 2
            let end = field + 1 + Int(bytes[field])
            bytes[field + 1] &= ~0x10
            for index in position..<end { bytes[index] = index + 6 < end ? bytes[index + 6] : 0xFF }
        }
    }
}
