/// What each picture of a synthetic channel says of itself, so that any byte a viewer gets can be attributed: to a
/// wrong channel, as a duplicate, after a gap, of an age.
///
/// It stands in a message of unregistered user data (ISO/IEC 14496-10 section D.1.6) before the picture's first slice.
public struct SyntheticIdentity: Sendable, Hashable {
    public let run: UInt64
    public let channel: UInt32
    /// Frames since 1970.
    public let frame: Int64
    /// When the picture would have been taken: UTC, milliseconds since 1970.
    public let capturedMilliseconds: Int64

    public init(run: UInt64, channel: UInt32, frame: Int64, capturedMilliseconds: Int64) {
        self.run = run
        self.channel = channel
        self.frame = frame
        self.capturedMilliseconds = capturedMilliseconds
    }

    /// `97e1b52d-64c3-4f0e-8a6b-5d2f91c87e34`: tells this message from others.
    static let uuid: [UInt8] = [
        0x97, 0xE1, 0xB5, 0x2D, 0x64, 0xC3, 0x4F, 0x0E, 0x8A, 0x6B, 0x5D, 0x2F, 0x91, 0xC8, 0x7E, 0x34,
    ]
    /// Of the message, UUID and all.
    static let messageBytes = uuid.count + fields.reduce(0) { $0 + $1 }
    /// Bytes of run, channel, frame, time and checksum: 7 bits each.
    private static let fields = [10, 5, 10, 10, 5]

    /// The message. Each of its numbers is written in sevens of bits below a highest bit that is set, so no byte is
    /// small and none is changed by emulation prevention: a reader finds it as it was written.
    var message: [UInt8] {
        var bytes = Self.uuid
        bytes.reserveCapacity(Self.messageBytes)
        for (value, count) in zip(
            [run, UInt64(channel), Self.word(frame), Self.word(capturedMilliseconds)], Self.fields)
        {
            Self.append(value, count, to: &bytes)
        }
        let checksum = CRC32MPEG.checksum(bytes[Self.uuid.count...])
        Self.append(UInt64(checksum), Self.fields[4], to: &bytes)
        return bytes
    }

    private static func word(_ value: Int64) -> UInt64 { UInt64(bitPattern: value) }

    private static func append(_ value: UInt64, _ count: Int, to bytes: inout [UInt8]) {
        for index in (0..<count).reversed() {
            bytes.append(0x80 | UInt8(truncatingIfNeeded: value >> UInt64(index * 7)))
        }
    }

    /// Reads a message after its UUID. Nil: its checksum or form is wrong.
    init?(fields bytes: UnsafeRawBufferPointer) {
        var position = 0
        var isWhole = bytes.count >= Self.messageBytes - Self.uuid.count
        guard isWhole else { return nil }
        func number(_ count: Int) -> UInt64 {
            var value: UInt64 = 0
            for _ in 0..<count {
                let byte = bytes[position]
                isWhole = isWhole && byte & 0x80 != 0
                value = value << 7 | UInt64(byte & 0x7F)
                position += 1
            }
            return value
        }
        run = number(Self.fields[0])
        channel = UInt32(truncatingIfNeeded: number(Self.fields[1]))
        frame = Int64(bitPattern: number(Self.fields[2]))
        capturedMilliseconds = Int64(bitPattern: number(Self.fields[3]))
        let covered = UnsafeRawBufferPointer(rebasing: bytes[..<position])
        let checksum = number(Self.fields[4])
        guard isWhole, UInt64(CRC32MPEG.checksum(covered)) == checksum else { return nil }
    }
}
