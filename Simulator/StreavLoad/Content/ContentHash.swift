public import NIOCore

/// A hash of 64 bits over bytes that come in pieces: the same for the same bytes, however they were cut.
///
/// Four lanes of multiplications of 64 by 64 bits, as wyhash has them: some ten bytes a cycle, so that every byte that
/// thousands of viewers receive can be compared. It guards against mistakes, not against an adversary.
public struct ContentHash: Sendable {
    private static let blockBytes = 64
    private static let keys: [UInt64] = [
        0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB, 0x8EBC_6AF0_9C88_C6E3, 0x5899_65CC_7537_4CC3,
    ]

    private var first = keys[0]
    private var second = keys[1]
    private var third = keys[2]
    private var fourth = keys[3]
    /// What does not fill a block yet.
    private var pending: [UInt8] = []
    /// Bytes that came.
    public private(set) var count = 0

    public init() {}

    public mutating func update(_ bytes: ByteBuffer) {
        bytes.withUnsafeReadableBytes { update($0) }
    }

    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        count += bytes.count
        var start = 0
        if !pending.isEmpty {
            start = min(Self.blockBytes - pending.count, bytes.count)
            pending.append(contentsOf: bytes[..<start])
            guard pending.count == Self.blockBytes else { return }
            pending.withUnsafeBytes { mixing in mix(mixing) }
            pending.removeAll(keepingCapacity: true)
        }
        let whole = (bytes.count - start) / Self.blockBytes * Self.blockBytes
        mix(UnsafeRawBufferPointer(rebasing: bytes[start..<start + whole]))
        pending.append(contentsOf: bytes[(start + whole)...])
    }

    /// Of all bytes so far; more may follow.
    public var value: UInt64 {
        var copy = self
        let rest = pending + [UInt8](repeating: 0, count: Self.blockBytes - pending.count)
        rest.withUnsafeBytes { copy.mix($0) }
        let halves = Self.fold(copy.first ^ Self.keys[1], copy.second ^ UInt64(count))
        return Self.fold(halves ^ Self.fold(copy.third, copy.fourth ^ Self.keys[2]), Self.keys[3])
    }

    /// - Parameter bytes: Whole blocks.
    private mutating func mix(_ bytes: UnsafeRawBufferPointer) {
        let (keyA, keyB, keyC, keyD) = (
            0xA076_1D64_78BD_642F as UInt64, 0xE703_7ED1_A0B4_28DB as UInt64, 0x8EBC_6AF0_9C88_C6E3 as UInt64,
            0x5899_65CC_7537_4CC3 as UInt64
        )
        var (laneA, laneB, laneC, laneD) = (first, second, third, fourth)
        var offset = 0
        while offset < bytes.count {
            laneA = Self.fold(Self.word(bytes, offset) ^ keyA, Self.word(bytes, offset + 8) ^ laneA)
            laneB = Self.fold(Self.word(bytes, offset + 16) ^ keyB, Self.word(bytes, offset + 24) ^ laneB)
            laneC = Self.fold(Self.word(bytes, offset + 32) ^ keyC, Self.word(bytes, offset + 40) ^ laneC)
            laneD = Self.fold(Self.word(bytes, offset + 48) ^ keyD, Self.word(bytes, offset + 56) ^ laneD)
            offset += Self.blockBytes
        }
        (first, second, third, fourth) = (laneA, laneB, laneC, laneD)
    }

    @inline(__always)
    private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    /// The two halves of the product, one on the other.
    @inline(__always)
    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
