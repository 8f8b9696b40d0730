import NIOCore

/// The part of the file that is in memory: one read at a time, large enough for several headers.
struct MovieWindow {
    /// Read for a header of a file whose boxes are not known yet.
    private static let shortLook = 4 << 10
    /// Read for a header of a file with fragments, at least: most `moof` fit in with it.
    private static let fragmentLook = 16 << 10
    /// At most.
    private static let longestLook = 256 << 10
    /// Read along behind a whole box: the headers that follow.
    private static let slack: Int64 = 1 << 10

    private let fileSize: Int64
    private var bytes = ByteBuffer()
    private var start: Int64 = 0
    private var look = shortLook
    /// Bytes that were asked for and not received.
    private(set) var wanted: Range<Int64>?

    init(fileSize: Int64) {
        self.fileSize = fileSize
    }

    mutating func fill(_ bytes: ByteBuffer) throws(MovieError) {
        guard let wanted else { preconditionFailure("bytes are received after they were asked for") }
        guard bytes.readableBytes == wanted.count else {
            throw MovieError(.truncated, "the file became shorter while it was read")
        }
        self.bytes = bytes
        start = wanted.lowerBound
        self.wanted = nil
    }

    /// The header at a place of the file. Nil: its bytes are not here.
    func header(at position: Int64) throws(MovieError) -> BoxHeader? {
        guard position >= start, position < end else { return nil }
        let first = bytes.readerIndex + Int(position - start)
        let header = try BoxHeader(BoxBytes("file", bytes, range: first..<bytes.writerIndex))
        guard header == nil, end == fileSize else { return header }
        throw MovieError(.truncated, "the file ends within the header of a box")
    }

    /// The content of a box. Nil: its bytes are not all here.
    /// - Parameter range: Of the box with its header, in the file.
    func content(_ header: BoxHeader, _ range: Range<Int64>) -> BoxBytes? {
        guard range.lowerBound >= start, range.upperBound <= end else { return nil }
        let first = bytes.readerIndex + Int(range.lowerBound - start)
        return BoxBytes(header.type, bytes, range: first + header.headerBytes..<first + range.count)
    }

    /// Asks for a header, and what may come with it.
    mutating func wantHeader(at position: Int64) -> Range<Int64> {
        want(position..<position + Int64(look))
    }

    /// Asks for a whole box, and the headers behind it.
    mutating func want(box range: Range<Int64>) -> Range<Int64> {
        want(range.lowerBound..<max(range.upperBound + Self.slack, range.lowerBound + Int64(look)))
    }

    /// Fragments of this size are to be expected: they shall fit in with their headers.
    mutating func expectFragments(of size: Int) {
        look = min(max(look, Self.fragmentLook, size + Int(Self.slack)), Self.longestLook)
    }

    private mutating func want(_ range: Range<Int64>) -> Range<Int64> {
        let wanted = range.clamped(to: 0..<fileSize)
        self.wanted = wanted
        return wanted
    }

    private var end: Int64 { start + Int64(bytes.readableBytes) }
}
