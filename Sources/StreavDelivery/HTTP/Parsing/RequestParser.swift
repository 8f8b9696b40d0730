#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif
internal import NIOCore

/// Turns the bytes of a connection into requests, however they are cut. What it holds is bounded by ``RequestLimits``.
///
/// The first rejection is final.
struct RequestParser: Sendable {
    enum Event: Sendable {
        case needsMore
        case request(RequestHead, body: ByteBuffer)
        case rejected(RequestRejection)
    }

    private enum Stage: Sendable {
        case head
        case content(RequestHead, length: Int)
        case chunked(RequestHead, ChunkedReader)
        case rejected(RequestRejection)
    }

    private let limits: RequestLimits
    private var buffer = ByteBuffer()
    private var stage = Stage.head
    /// Bytes of `buffer` in which no line end is left to find.
    private var scanned = 0
    /// Where the request line's CR stands, once it is found.
    private var requestLineEnd: Int?
    private var lineStart = 0
    private var fieldCount = 0
    private var emptyLines = 0
    /// Whether the client waits for a go-ahead before it sends content (RFC 9110 section 10.1.1).
    private(set) var wantsContinue = false

    init(limits: RequestLimits) {
        precondition(
            limits.maximumRequestLineBytes + limits.maximumHeaderBytes < 65_000,
            "a head's parts are found by 16-bit offsets")
        self.limits = limits
    }

    /// Bytes that belong to no request handed out yet.
    var bufferedBytes: Int { buffer.readableBytes }

    /// True when nothing of a further request has come; an empty line left behind is nothing.
    var isBetweenRequests: Bool {
        if case .head = stage { buffer.readableBytes == 0 } else { false }
    }

    /// True when a head is complete and its content is not.
    var isReadingContent: Bool {
        switch stage {
        case .content, .chunked: true
        case .head, .rejected: false
        }
    }

    mutating func append(_ bytes: ByteBuffer) {
        if case .rejected = stage { return }
        if buffer.readableBytes == 0 {
            buffer = bytes
        } else {
            // Else a connection that always has a bit of the next request pending would grow for ever.
            buffer.discardReadBytes()
            buffer.writeImmutableBuffer(bytes)
        }
    }

    /// The go-ahead was sent.
    mutating func didContinue() {
        wantsContinue = false
    }

    /// The next request, or why there is none.
    mutating func next() -> Event {
        if case .head = stage {
            switch readHead() {
            case .none: return .needsMore
            case .failure(let rejection): return reject(rejection)
            case .success(let head):
                if let rejection = startContent(of: head) { return reject(rejection) }
                if case .head = stage { return finish(head, body: ByteBuffer()) }
            }
        }
        return readContent()
    }

    // MARK: Head

    private mutating func readHead() -> Result<RequestHead, RequestRejection>? {
        if let rejection = skipEmptyLines() { return .failure(rejection) }
        // Half of an empty line is not the beginning of a head yet.
        guard let first = buffer.getInteger(at: buffer.readerIndex, as: UInt8.self), first != 13 else { return nil }
        switch scan() {
        case .none: return nil
        case .failure(let rejection): return .failure(rejection)
        case .success(let length): return parseHead(length)
        }
    }

    private mutating func skipEmptyLines() -> RequestRejection? {
        while requestLineEnd == nil, scanned == 0,
            let first = buffer.getInteger(at: buffer.readerIndex, as: UInt8.self)
        {
            guard first == 13 else { return ByteRules.isToken(first) ? nil : .badRequestLine }
            guard let second = buffer.getInteger(at: buffer.readerIndex + 1, as: UInt8.self) else { return nil }
            emptyLines += 1
            guard second == 10, emptyLines <= RequestLimits.maximumLeadingEmptyLines else { return .badRequestLine }
            buffer.moveReaderIndex(forwardBy: 2)
        }
        return nil
    }

    /// Looks for the end of the head in what is new, and holds the bounds line by line. The head's length when it is
    /// complete.
    private mutating func scan() -> Result<Int, RequestRejection>? {
        // Copies for the closure, which may not touch `self` while the buffer is lent.
        var (position, start, lineEnd, fields) = (scanned, lineStart, requestLineEnd, fieldCount)
        let limits = limits
        let found = buffer.withUnsafeReadableBytes { bytes -> Result<Int, RequestRejection>? in
            guard let base = bytes.baseAddress else { return nil }
            while position < bytes.count, let match = memchr(base + position, 10, bytes.count - position) {
                let feed = base.distance(to: UnsafeRawPointer(match))
                guard feed > start, bytes[feed - 1] == 13 else { return .failure(.badLineEnd) }
                position = feed + 1
                if let line = lineEnd {
                    guard position - (line + 2) <= limits.maximumHeaderBytes else { return .failure(.headerTooLarge) }
                    if feed - 1 == start { return .success(position) }
                    fields += 1
                    guard fields <= limits.maximumHeaderFields else { return .failure(.tooManyFields) }
                } else {
                    guard feed - 1 <= limits.maximumRequestLineBytes else { return .failure(.requestLineTooLong) }
                    lineEnd = feed - 1
                }
                start = position
            }
            position = bytes.count
            if let line = lineEnd {
                return bytes.count - (line + 2) > limits.maximumHeaderBytes ? .failure(.headerTooLarge) : nil
            }
            return bytes.count > limits.maximumRequestLineBytes ? .failure(.requestLineTooLong) : nil
        }
        (scanned, lineStart, requestLineEnd, fieldCount) = (position, start, lineEnd, fields)
        return found
    }

    private mutating func parseHead(_ length: Int) -> Result<RequestHead, RequestRejection> {
        guard let lineEnd = requestLineEnd, let slice = buffer.readSlice(length: length) else {
            preconditionFailure("a head is parsed once its end was found")
        }
        (scanned, lineStart, requestLineEnd, fieldCount, emptyLines) = (0, 0, nil, 0, 0)
        var result = slice.withUnsafeReadableBytes { bytes -> Result<RequestHead, RequestRejection> in
            var reader = HeadReader(bytes)
            if let rejection = reader.read(requestLineEnd: lineEnd) { return .failure(rejection) }
            return .success(reader.head)
        }
        if case .success(var head) = result {
            head.bytes = slice
            result = .success(head)
        }
        return result
    }

    // MARK: Content

    /// Decides what follows the head. Only forms have content here.
    private mutating func startContent(of head: RequestHead) -> RequestRejection? {
        guard head.isChunked || (head.contentLength ?? 0) > 0 else { return nil }
        guard head.method == .post else { return .contentTooLarge }
        guard head.isForm else { return .unsupportedContent }
        if let length = head.contentLength {
            guard length <= limits.maximumBodyBytes else { return .contentTooLarge }
            stage = .content(head, length: length)
        } else {
            stage = .chunked(head, ChunkedReader(maximumBytes: limits.maximumBodyBytes))
        }
        // 1.0 clients do not know the interim answer.
        wantsContinue = head.expectsContinue && head.minorVersion == 1 && buffer.readableBytes == 0
        return nil
    }

    private mutating func readContent() -> Event {
        switch stage {
        case .head:
            return .needsMore
        case .rejected(let rejection):
            return .rejected(rejection)
        case .content(let head, let length):
            guard let body = buffer.readSlice(length: length) else { return .needsMore }
            return finish(head, body: body)
        case .chunked(let head, var reader):
            // Taken out first, so that what it collects is not copied at each step.
            stage = .head
            switch reader.read(from: &buffer) {
            case .needsMore:
                stage = .chunked(head, reader)
                return .needsMore
            case .complete:
                return finish(head, body: reader.content)
            case .rejected(let rejection):
                return reject(rejection)
            }
        }
    }

    private mutating func finish(_ head: RequestHead, body: ByteBuffer) -> Event {
        stage = .head
        wantsContinue = false
        // Idle connections hold no memory.
        if buffer.readableBytes == 0 { buffer = ByteBuffer() }
        return .request(head, body: body)
    }

    private mutating func reject(_ rejection: RequestRejection) -> Event {
        stage = .rejected(rejection)
        buffer = ByteBuffer()
        wantsContinue = false
        return .rejected(rejection)
    }
}
