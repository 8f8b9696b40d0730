/// One sample as it is packed, relative to the one before:
///
/// - a byte of four flags (see `Flag`) and the low four bits of the size,
/// - the rest of the size,
/// - where flagged, the gap to the end of the sample before, signed,
/// - where flagged, the duration,
/// - where flagged, the change of the composition offset, signed: in whole durations (lowest bit 0) or ticks (1).
///
/// Numbers are of variable length, seven bits a byte, lowest first; signed ones alternate (0, -1, 1, -2 …).
struct SampleRecord {
    private enum Flag {
        static let sync: UInt8 = 1
        static let gap: UInt8 = 2
        static let duration: UInt8 = 4
        static let composition: UInt8 = 8
        static let sizeShift: UInt8 = 4
    }

    var size: Int
    var offset: Int64
    var duration: UInt32
    var compositionOffset: Int32
    var isSync: Bool

    init(size: Int, offset: Int64, duration: UInt32, compositionOffset: Int32, isSync: Bool) {
        self.size = size
        self.offset = offset
        self.duration = duration
        self.compositionOffset = compositionOffset
        self.isSync = isSync
    }

    /// Reads the record at `state.position`, and moves `state` past it.
    init(reading bytes: [UInt8], _ state: inout SampleState) {
        var position = Int(state.position)
        func number() -> UInt64 {
            var value: UInt64 = 0
            var shift: UInt64 = 0
            while true {
                let byte = bytes[position]
                position += 1
                value |= UInt64(byte & 0x7F) << shift
                if byte < 0x80 { return value }
                shift += 7
            }
        }
        let head = bytes[position]
        position += 1
        size = Int(number() << UInt64(Flag.sizeShift) | UInt64(head >> Flag.sizeShift))
        isSync = head & Flag.sync != 0
        offset = state.end
        if head & Flag.gap != 0 { offset += Self.signed(number()) }
        duration = head & Flag.duration != 0 ? UInt32(number()) : state.duration
        compositionOffset = state.compositionOffset
        if head & Flag.composition != 0 {
            let change = number()
            let unit = change & 1 == 0 ? Int64(duration) : 1
            compositionOffset = Int32(Int64(compositionOffset) + Self.signed(change >> 1) * unit)
        }
        state.advance(past: self, to: position)
    }

    /// Appends the record, and moves `state` past it.
    func write(to bytes: inout [UInt8], _ state: inout SampleState) {
        let gap = offset - state.end
        let change = Int64(compositionOffset) - Int64(state.compositionOffset)
        var head = UInt8(size & 0x0F) << Flag.sizeShift
        if isSync { head |= Flag.sync }
        if gap != 0 { head |= Flag.gap }
        if duration != state.duration { head |= Flag.duration }
        if change != 0 { head |= Flag.composition }
        bytes.append(head)
        Self.append(UInt64(size) >> UInt64(Flag.sizeShift), to: &bytes)
        if gap != 0 { Self.append(Self.unsigned(gap), to: &bytes) }
        if duration != state.duration { Self.append(UInt64(duration), to: &bytes) }
        if change != 0 {
            // Pictures are reordered by whole pictures, which makes this one byte rather than two or three.
            let isWhole = duration > 0 && change % Int64(duration) == 0
            let number = isWhole ? Self.unsigned(change / Int64(duration)) << 1 : Self.unsigned(change) << 1 | 1
            Self.append(number, to: &bytes)
        }
        state.advance(past: self, to: bytes.count)
    }

    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private static func unsigned(_ value: Int64) -> UInt64 {
        UInt64(bitPattern: value << 1 ^ value >> 63)
    }

    private static func signed(_ value: UInt64) -> Int64 {
        Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }
}
