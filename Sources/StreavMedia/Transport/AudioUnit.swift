import NIOCore

/// The audio frames of a unit.
struct AudioUnit {
    private let unit: TransportUnit
    /// The PES packet, header and all.
    private let pes: [UInt8]
    /// Where each frame ends in the PES packet, and its time, 90 kHz.
    private let frames: [(end: Int, ticks: Int64)]

    /// Nil: the codec's frames are not understood, or the unit does not begin with one.
    init?(_ unit: TransportUnit, codec: MediaCodec) {
        guard codec.kind == .audio else { return nil }
        var pes: [UInt8] = []
        PESPayload.append(unit.packets, skipping: 0, limit: .max, to: &pes)
        guard let header = PESHeader(Array(pes.prefix(PESHeader.readBytes))) else { return nil }
        var frames: [(end: Int, ticks: Int64)] = []
        var position = header.payloadStart
        while position < pes.count, let frame = AudioFrame(codec, in: pes, at: position) {
            position += frame.length
            guard position <= pes.count else { break }
            frames.append((position, frame.ticks))
        }
        guard !frames.isEmpty else { return nil }
        self.unit = unit
        self.pes = pes
        self.frames = frames
    }

    /// How long the frames take, 90 kHz.
    var ticks: Int64 { frames.reduce(0) { $0 + $1.ticks } }

    /// The unit without the frames that reach beyond `limit` by more than half their time. Nil: none is left.
    func cut(to limit: Int64, pid: UInt16) -> TransportUnit? {
        var end = 0
        var time: Int64 = 0
        for frame in frames {
            guard time + frame.ticks <= limit + frame.ticks / 2 else { break }
            time += frame.ticks
            end = frame.end
        }
        if end == frames.last?.end { return unit }
        guard end > 0 else { return nil }
        var shorter = Array(pes[..<end])
        let length = end - PESHeader.prefixBytes
        shorter[4] = UInt8(truncatingIfNeeded: length >> 8)
        shorter[5] = UInt8(truncatingIfNeeded: length)
        return unit.repacketized(shorter, pid: pid)
    }
}
