import NIOCore

/// Makes transport streams by hand, packet by packet: tables, a clock each 40 ms, video frames.
struct StreamForge {
    private(set) var bytes: [UInt8] = []
    private var counters: [UInt16: UInt8] = [:]
    /// 27 MHz.
    var clock: Int64 = 0
    /// 90 kHz.
    var time: Int64 = 90_000
    static let videoPID: UInt16 = 0x100
    static let mapPID: UInt16 = 0x1000

    var buffer: ByteBuffer { ByteBuffer(bytes: bytes) }

    mutating func clear() { bytes = [] }

    /// Makes the next packet of a PID look as if some before it were lost.
    mutating func lose(_ pid: UInt16) {
        counters[pid, default: 15] = (counters[pid, default: 15] + 3) & 15
    }

    mutating func association() {
        let section: [UInt8] = [0, 0, 0xB0, 13, 0, 1, 0xC1, 0, 0, 0, 1, 0xF0, 0, 1, 2, 3, 4]
        packet(pid: 0, isStart: true, payload: section)
    }

    mutating func map() {
        let section: [UInt8] = [
            0, 2, 0xB0, 18, 0, 1, 0xC1, 0, 0, 0xE1, 0, 0xF0, 0, 0x1B, 0xE1, 0, 0xF0, 0, 1, 2, 3, 4,
        ]
        packet(pid: Self.mapPID, isStart: true, payload: section)
    }

    mutating func tables() {
        association()
        map()
    }

    /// A frame of video with the clock, in two packets; then time goes on by 40 ms.
    mutating func frame(isMarked: Bool = false, isRandomAccess: Bool = false) {
        let wrapped = time & ((1 << 33) - 1)
        let pts: [UInt8] = [
            0x20 | UInt8(wrapped >> 30 & 7) << 1 | 1, UInt8(wrapped >> 22 & 0xFF), UInt8(wrapped >> 15 & 0x7F) << 1 | 1,
            UInt8(wrapped >> 7 & 0xFF), UInt8(wrapped & 0x7F) << 1 | 1,
        ]
        let flags: UInt8 = 0x10 | (isMarked ? 0x80 : 0) | (isRandomAccess ? 0x40 : 0)
        packet(
            pid: Self.videoPID, isStart: true, payload: [0, 0, 1, 0xE0, 0, 0, 0x80, 0x80, 5] + pts,
            adaptation: [7, flags] + reference)
        packet(pid: Self.videoPID, isStart: false, payload: [1, 2, 3])
        pass(milliseconds: 40)
    }

    /// Packets without payload that announce a discontinuity of each PID, the clock's included.
    mutating func markAhead() {
        for pid in [0, Self.mapPID, Self.videoPID] {
            let head: [UInt8] = [
                0x47, UInt8(pid >> 8), UInt8(pid & 0xFF), 0x20 | counters[pid, default: 15], 183, 0x80,
            ]
            bytes += head + [UInt8](repeating: 0xFF, count: 182)
        }
    }

    mutating func pass(milliseconds: Int64) {
        clock = (clock + milliseconds * 27_000) % ((1 << 33) * 300)
        time = (time + milliseconds * 90) % (1 << 33)
    }

    /// A second of video with tables at its beginning and in its middle.
    mutating func second() {
        for index in 0..<25 {
            if index % 12 == 0 { tables() }
            frame(isRandomAccess: index == 0)
        }
    }

    mutating func repeatLastPacket() { bytes += bytes.suffix(188) }

    mutating func raw(_ more: [UInt8]) { bytes += more }

    mutating func packet(pid: UInt16, isStart: Bool, payload: [UInt8], adaptation: [UInt8] = []) {
        counters[pid] = (counters[pid, default: 15] + 1) & 15
        let control: UInt8 = (adaptation.isEmpty ? 0x10 : 0x30) | counters[pid, default: 0]
        let head: [UInt8] = [0x47, (isStart ? 0x40 : 0) | UInt8(pid >> 8), UInt8(pid & 0xFF), control]
        let body = head + adaptation + payload
        bytes += body + [UInt8](repeating: 0xFF, count: 188 - body.count)
    }

    private var reference: [UInt8] {
        let (base, extent) = clock.quotientAndRemainder(dividingBy: 300)
        return [
            UInt8(base >> 25 & 0xFF), UInt8(base >> 17 & 0xFF), UInt8(base >> 9 & 0xFF), UInt8(base >> 1 & 0xFF),
            UInt8(base & 1) << 7 | 0x7E | UInt8(extent >> 8), UInt8(extent & 0xFF),
        ]
    }
}
