import NIOCore

/// Reads the content of a box from its beginning to its end, and never beyond.
struct BoxBytes {
    /// Whose content it is: errors name it.
    let type: BoxType
    private let buffer: ByteBuffer
    private var position: Int
    private let end: Int

    /// - Parameter range: Indices of `buffer`; all of them readable.
    init(_ type: BoxType, _ buffer: ByteBuffer, range: Range<Int>) {
        precondition(
            range.lowerBound >= buffer.readerIndex && range.upperBound <= buffer.writerIndex, "bytes that are there")
        self.type = type
        self.buffer = buffer
        position = range.lowerBound
        end = range.upperBound
    }

    /// Bytes not yet read.
    var remaining: Int { end - position }

    mutating func u8() throws(MovieError) -> UInt8 { try integer() }
    mutating func u16() throws(MovieError) -> UInt16 { try integer() }
    mutating func u32() throws(MovieError) -> UInt32 { try integer() }
    mutating func u64() throws(MovieError) -> UInt64 { try integer() }

    private mutating func integer<Value: FixedWidthInteger>() throws(MovieError) -> Value {
        guard remaining >= MemoryLayout<Value>.size, let value: Value = buffer.getInteger(at: position) else {
            throw cutShort
        }
        position += MemoryLayout<Value>.size
        return value
    }

    mutating func skip(_ count: Int) throws(MovieError) {
        guard (0...remaining).contains(count) else { throw cutShort }
        position += count
    }

    mutating func bytes(_ count: Int) throws(MovieError) -> [UInt8] {
        guard (0...remaining).contains(count), let bytes = buffer.getBytes(at: position, length: count) else {
            throw cutShort
        }
        position += count
        return bytes
    }

    /// The next `count` bytes as the content of a box of their own.
    mutating func content(_ count: Int, of type: BoxType) throws(MovieError) -> BoxBytes {
        guard (0...remaining).contains(count) else { throw cutShort }
        defer { position += count }
        return BoxBytes(type, buffer, range: position..<position + count)
    }

    /// Version and flags, with which most boxes begin.
    mutating func versionAndFlags() throws(MovieError) -> (version: UInt8, flags: UInt32) {
        let word = try u32()
        return (UInt8(word >> 24), word & 0xFF_FFFF)
    }

    /// The flags, without reading on.
    func peekFlags() throws(MovieError) -> UInt32 {
        var copy = self
        return try copy.versionAndFlags().flags
    }

    /// A number of entries of `size` bytes each, which the box must have room for: nothing is set aside before that
    /// is known.
    mutating func count(ofEntries size: Int) throws(MovieError) -> Int {
        let count = Int(try u32())
        guard count <= remaining / size else {
            throw MovieError(
                .malformed, "the box \(type) announces \(count) entries but has room for \(remaining / size)")
        }
        return count
    }

    var cutShort: MovieError { MovieError(.malformed, "the box \(type) is shorter than its content") }
}
