public import NIOCore

/// A finite transport stream file that is replayed in real time without end: an endless source from a short clip.
///
/// The file is put in order once: it begins with tables and a key frame, units are whole, counters legal. From then on
/// only copies of what is due are made, with PCR, PTS, DTS and continuity counters going on, so that a decoder playing
/// over the loop point sees the next frame at the usual distance. A lap is as long as the key track's frames take;
/// audio that reaches beyond a lap is cut to it, to half an audio frame.
///
/// Values are cheap to copy and share the file's bytes: make one per file, and a copy per channel that loops it.
public struct LoopedTransport: Sendable {
    /// The largest file that can be looped.
    public static let fileBytes = 512 << 20
    /// The most that ``next(upTo:)`` returns at once: 7 packets, as fit into a datagram, 199 times, below 256 KiB.
    public static let chunkBytes = 199 * 7 * TransportPacket.size

    private let lap: TransportLap
    /// Laps completed.
    private var laps: Int64 = 0
    /// Bytes of this lap that were handed out.
    private var offset = 0
    private var nextMark = 0
    private var nextClock = 0
    private var nextTimestamp = 0
    /// What is added to the continuity counters of this lap, by PID.
    private var counterShifts: [UInt8]

    /// Reads and indexes the whole file.
    public init(file: ByteBuffer) throws(TransportLoopError) {
        lap = try TransportLapBuilder.lap(of: file)
        counterShifts = Array(repeating: 0, count: TransportPacket.pidCount)
    }

    /// The time of one lap, to the tick of 90 kHz.
    public var duration: Duration {
        let (seconds, ticks) = lap.ticks.quotientAndRemainder(dividingBy: Timestamp33.ticksPerSecond)
        return .seconds(seconds) + .nanoseconds(ticks * 100_000 / 9)
    }

    /// The tracks that are looped, with the PIDs they have in the file.
    public var tracks: [TransportTrack] { lap.tracks }

    /// The packets that are due until `elapsed` since the start and were not handed out yet, at most ``chunkBytes``.
    /// Nil: none. A caller that was late asks again until it is nil. The first key frame is due at 0.
    public mutating func next(upTo elapsed: Duration) -> ByteBuffer? {
        if offset == lap.packets.readableBytes { beginLap() }
        let time = Self.ticks(elapsed) - laps * lap.ticks
        while nextMark < lap.marks.count, lap.marks[nextMark].time <= time { nextMark += 1 }
        let due = nextMark < lap.marks.count ? lap.marks[nextMark].offset : lap.packets.readableBytes
        guard nextMark > 0, offset < due else { return nil }
        let end = min(due, offset + Self.chunkBytes)
        defer { offset = end }
        guard var chunk = lap.packets.getSlice(at: lap.packets.readerIndex + offset, length: end - offset) else {
            preconditionFailure("the index lies within the lap")
        }
        // The first lap is the file as it is.
        if laps > 0 { chunk.withUnsafeMutableReadableBytes { patch($0, end: end) } }
        return chunk
    }

    private mutating func beginLap() {
        laps += 1
        offset = 0
        nextMark = 0
        nextClock = 0
        nextTimestamp = 0
        for (pid, count) in lap.counts {
            counterShifts[Int(pid)] = UInt8(truncatingIfNeeded: Int64(count) * (laps & 0x0F)) & 0x0F
        }
    }

    private mutating func patch(_ bytes: UnsafeMutableRawBufferPointer, end: Int) {
        for start in stride(from: 0, to: bytes.count, by: TransportPacket.size) {
            let pid = Int(bytes[start + 1] & 0x1F) << 8 | Int(bytes[start + 2])
            let control = bytes[start + 3]
            bytes[start + 3] = control & 0xF0 | (control &+ counterShifts[pid]) & 0x0F
        }
        let shift = laps * lap.ticks
        while nextTimestamp < lap.timestampPositions.count, lap.timestampPositions[nextTimestamp] < end {
            Self.shiftTimestamp(bytes, at: Int(lap.timestampPositions[nextTimestamp]) - offset, by: shift)
            nextTimestamp += 1
        }
        while nextClock < lap.clockPositions.count, lap.clockPositions[nextClock] < end {
            let position = Int(lap.clockPositions[nextClock]) - offset
            let clock = Int64(ProgramClock.read(UnsafeRawBufferPointer(bytes), at: position))
            let shifted = clock + Int64(ProgramClock.wrapped(shift * Int64(ProgramClock.ticksPerTimestamp)))
            ProgramClock.write(ProgramClock.wrapped(shifted), to: bytes, at: position)
            nextClock += 1
        }
    }

    private static func shiftTimestamp(_ bytes: UnsafeMutableRawBufferPointer, at position: Int, by shift: Int64) {
        let field = (
            bytes[position], bytes[position + 1], bytes[position + 2], bytes[position + 3], bytes[position + 4]
        )
        guard let time = Timestamp33.read(field) else { return }
        let shifted = Timestamp33.field(Timestamp33.wrapped(Int64(time) &+ shift), prefix: field.0 >> 4)
        bytes[position] = shifted.0
        bytes[position + 1] = shifted.1
        bytes[position + 2] = shifted.2
        bytes[position + 3] = shifted.3
        bytes[position + 4] = shifted.4
    }

    private static func ticks(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds * Timestamp33.ticksPerSecond + attoseconds / 1_000_000_000 * 9 / 100_000
    }
}
