public import NIOCore

/// Reads the index of a file, without reading a file: it says which bytes it needs, and is given them.
///
/// Boxes are walked by their headers, some thousand bytes at a time; `moov` and each `moof` are read whole, media is
/// not. What it keeps is bounded by ``MovieLimits``, whatever the bytes are.
public struct MovieIndexReader: Sendable {
    /// What to do next.
    public enum Step: Sendable {
        /// Read these bytes of the file, and pass them to ``MovieIndexReader/receive(_:)``. Never empty, never beyond
        /// the end.
        case read(Range<Int64>)
        /// The file is known.
        case finished(MovieIndex)
    }

    /// What a file of this family may begin with.
    private static let beginnings: Set<BoxType> = [
        "ftyp", "styp", "moov", "moof", "mdat", "free", "skip", "wide", "pnot", "pdin", "sidx", "uuid", "emsg", "prft",
        "meta", "udta",
    ]

    private let fileSize: Int64
    private let limits: MovieLimits
    private var boxBudget: BoxBudget
    private var sampleBudget: SampleBudget
    /// Where the next box of the file begins.
    private var position: Int64 = 0
    private var window: MovieWindow
    private var movie: MovieBox?
    private var fragments = 0
    private var isComplete = false
    private var index: MovieIndex?

    /// - Parameter fileSize: Bytes.
    public init(fileSize: Int64, limits: MovieLimits = .default) {
        self.fileSize = max(0, fileSize)
        self.limits = limits
        boxBudget = BoxBudget(limits)
        sampleBudget = SampleBudget(fileSize: self.fileSize, limits: limits)
        window = MovieWindow(fileSize: self.fileSize)
    }

    /// What to do next. Until bytes are received, the answer stays the same.
    /// - Throws: What is wrong with the file; the reader is of no use afterwards.
    public mutating func next() throws(MovieError) -> Step {
        if let index { return .finished(index) }
        if let wanted = window.wanted { return .read(wanted) }
        while !isComplete, position < fileSize {
            if let wanted = try step() { return .read(wanted) }
        }
        let index = try finish()
        self.index = index
        return .finished(index)
    }

    /// Takes the bytes asked for, all of them.
    /// - Throws: `truncated` when there are fewer: the file became shorter meanwhile.
    public mutating func receive(_ bytes: ByteBuffer) throws(MovieError) {
        try window.fill(bytes)
    }

    /// Passes one box.
    /// - Returns: The bytes that are needed first. Nil: the box is passed.
    private mutating func step() throws(MovieError) -> Range<Int64>? {
        guard fileSize - position >= 8 else {
            // A few bytes behind the last box do no harm.
            guard movie != nil else { throw noMovie }
            position = fileSize
            return nil
        }
        guard let header = try window.header(at: position) else { return window.wantHeader(at: position) }
        if position == 0, !Self.beginnings.contains(header.type) {
            throw MovieError(.notMovie, "the file is no MP4: it begins with \"\(header.type)\" where a box should")
        }
        let size = header.size ?? fileSize - position
        guard size <= fileSize - position else {
            throw MovieError(
                .truncated,
                "the file ends within its box \(header.type): \(size) bytes at \(position), but the file has"
                    + " \(fileSize); it seems to be incomplete")
        }
        let range = position..<position + size
        switch header.type {
        case "moov": if let wanted = try readMovie(header, range) { return wanted }
        case "moof": if let wanted = try readFragment(header, range) { return wanted }
        default: break
        }
        try boxBudget.take()
        position = range.upperBound
        return nil
    }

    private mutating func readMovie(_ header: BoxHeader, _ range: Range<Int64>) throws(MovieError) -> Range<Int64>? {
        guard movie == nil else { throw MovieError(.malformed, "the file has more than one moov") }
        guard range.count <= limits.movieBoxBytes else {
            throw MovieError(
                .tooLarge, "the file's moov has \(range.count) bytes; at most \(limits.movieBoxBytes) are read")
        }
        guard let content = window.content(header, range) else { return window.want(box: range) }
        let movie = try MovieBox(content, limits: limits, &boxBudget, &sampleBudget)
        // Without fragments, nothing that matters follows.
        isComplete = !movie.hasFragments
        if movie.hasFragments { window.expectFragments(of: 0) }
        self.movie = movie
        return nil
    }

    private mutating func readFragment(
        _ header: BoxHeader, _ range: Range<Int64>
    ) throws(MovieError) -> Range<Int64>? {
        guard movie != nil else { throw MovieError(.malformed, "a fragment (moof) stands before the file's moov") }
        guard range.count <= limits.fragmentBoxBytes else {
            throw MovieError(
                .tooLarge, "a fragment's moof has \(range.count) bytes; at most \(limits.fragmentBoxBytes) are read")
        }
        guard let content = window.content(header, range) else {
            window.expectFragments(of: range.count)
            return window.want(box: range)
        }
        fragments += 1
        guard fragments <= limits.fragments else {
            throw MovieError(.tooLarge, "the file has more than \(limits.fragments) fragments")
        }
        // Within the optional, so that the tables are not copied.
        try FragmentBox.read(content, start: range.lowerBound, into: &movie!, &boxBudget, &sampleBudget)
        return nil
    }

    private mutating func finish() throws(MovieError) -> MovieIndex {
        guard var movie else { throw noMovie }
        self.movie = nil
        return try movie.finish(fileSize: fileSize, isFragmented: fragments > 0)
    }

    private var noMovie: MovieError {
        fileSize < 8
            ? MovieError(.notMovie, "the file is no MP4: it has \(fileSize) bytes")
            : MovieError(.truncated, "the file has no moov; it was not recorded or copied to its end")
    }
}
