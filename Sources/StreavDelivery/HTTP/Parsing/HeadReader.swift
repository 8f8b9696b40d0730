/// Reads a complete head whose lines are known to end in CR LF, and refuses what could be understood in two ways.
struct HeadReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var head = RequestHead()
    private var hasTransferEncoding = false
    private var isContentTypeSeen = false
    private var saysClose = false
    private var saysKeepAlive = false

    /// - Parameter bytes: up to and with the empty line.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// - Parameter requestLineEnd: where the request line's CR stands.
    mutating func read(requestLineEnd: Int) -> RequestRejection? {
        if let rejection = readRequestLine(0..<requestLineEnd) { return rejection }
        head.headerStart = UInt16(requestLineEnd + 2)
        var start = requestLineEnd + 2
        while start + 2 < bytes.count {
            var end = start
            while bytes[end] != 13 { end += 1 }
            // A CR that ends no line is a character like any other control: refused.
            guard bytes[end + 1] == 10 else { return .badLineEnd }
            if let rejection = readField(start..<end) { return rejection }
            start = end + 2
        }
        return finish()
    }

    private mutating func finish() -> RequestRejection? {
        if hasTransferEncoding {
            // RFC 9112 section 6.3: both may be an attempt at smuggling; 1.0 has no transfer codings.
            guard head.contentLength == nil, head.minorVersion == 1 else { return .badTransferEncoding }
        }
        if head.minorVersion == 1, !head.host.isPresent { return .badHost }
        head.isKeepAlive = !saysClose && (head.minorVersion == 1 || saysKeepAlive)
        return nil
    }

    // MARK: Request line

    private mutating func readRequestLine(_ line: Range<Int>) -> RequestRejection? {
        var methodEnd = line.lowerBound
        while methodEnd < line.upperBound, ByteRules.isToken(bytes[methodEnd]) { methodEnd += 1 }
        guard methodEnd > line.lowerBound, methodEnd <= RequestLimits.maximumMethodLength,
            methodEnd < line.upperBound, bytes[methodEnd] == 0x20
        else { return .badRequestLine }
        head.method = method(line.lowerBound..<methodEnd)
        let targetStart = methodEnd + 1
        var targetEnd = targetStart
        while targetEnd < line.upperBound, ByteRules.isTarget(bytes[targetEnd]) { targetEnd += 1 }
        guard targetEnd > targetStart, targetEnd < line.upperBound, bytes[targetEnd] == 0x20 else {
            return .badRequestLine
        }
        return readVersion(targetEnd + 1..<line.upperBound) ?? readTarget(targetStart..<targetEnd)
    }

    private func method(_ range: Range<Int>) -> HTTPMethod {
        let token = UnsafeRawBufferPointer(rebasing: bytes[range])
        if token.elementsEqual("GET".utf8) { return .get }
        if token.elementsEqual("HEAD".utf8) { return .head }
        if token.elementsEqual("POST".utf8) { return .post }
        if token.elementsEqual("OPTIONS".utf8) { return .options }
        return .other(String(decoding: token, as: UTF8.self))
    }

    private mutating func readVersion(_ range: Range<Int>) -> RequestRejection? {
        guard range.count == 8, bytes[range].prefix(5).elementsEqual("HTTP/".utf8),
            bytes[range.lowerBound + 6] == UInt8(ascii: "."),
            (0x30...0x39).contains(bytes[range.lowerBound + 5]), (0x30...0x39).contains(bytes[range.lowerBound + 7])
        else { return .badRequestLine }
        let minor = bytes[range.lowerBound + 7] - 0x30
        guard bytes[range.lowerBound + 5] == UInt8(ascii: "1"), minor <= 1 else { return .versionNotSupported }
        head.minorVersion = minor
        return nil
    }

    private mutating func readTarget(_ target: Range<Int>) -> RequestRejection? {
        var start = target.lowerBound
        if bytes[start] == UInt8(ascii: "*") {
            guard head.method == .options, target.count == 1 else { return .badTarget }
            head.path = FieldSpan(target)
            return nil
        }
        if bytes[start] != UInt8(ascii: "/") {
            // Absolute form (RFC 9112 section 3.2.2). Its authority is not believed any more than Host is.
            guard let authority = authorityStart(target) else { return .badTarget }
            start = authority
            while start < target.upperBound, ByteRules.isHost(bytes[start]) { start += 1 }
            guard start > authority, start < target.upperBound, bytes[start] == UInt8(ascii: "/") else {
                return .badTarget
            }
        }
        let end = target.upperBound
        let mark = bytes[start..<end].firstIndex(of: UInt8(ascii: "?")) ?? end
        if let rejection = TargetRules.check(path: UnsafeRawBufferPointer(rebasing: bytes[start..<mark])) {
            return rejection
        }
        head.path = FieldSpan(start..<mark)
        guard mark < end else { return nil }
        head.query = FieldSpan(mark + 1..<end)
        return TargetRules.check(query: UnsafeRawBufferPointer(rebasing: bytes[(mark + 1)..<end]))
    }

    private func authorityStart(_ target: Range<Int>) -> Int? {
        for scheme in ["http://", "https://"] as [StaticString] {
            let length = scheme.utf8CodeUnitCount
            guard target.count > length else { continue }
            let start = target.lowerBound
            if ByteRules.equals(UnsafeRawBufferPointer(rebasing: bytes[start..<start + length]), scheme) {
                return start + length
            }
        }
        return nil
    }

    // MARK: Fields

    private mutating func readField(_ line: Range<Int>) -> RequestRejection? {
        var colon = line.lowerBound
        // A space here is a folded line or a space before the colon: both smuggle.
        while colon < line.upperBound, ByteRules.isToken(bytes[colon]) { colon += 1 }
        guard colon > line.lowerBound, colon < line.upperBound, bytes[colon] == UInt8(ascii: ":") else {
            return .badField
        }
        for index in colon + 1..<line.upperBound where !ByteRules.isFieldValue(bytes[index]) { return .badField }
        let name = UnsafeRawBufferPointer(rebasing: bytes[line.lowerBound..<colon])
        let value = Self.trimmed(bytes, colon + 1..<line.upperBound)
        return understand(name, value)
    }

    /// Leaves out blanks at both ends.
    static func trimmed(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, ByteRules.isBlank(bytes[lower]) { lower += 1 }
        while upper > lower, ByteRules.isBlank(bytes[upper - 1]) { upper -= 1 }
        return lower..<upper
    }

    private mutating func understand(_ name: UnsafeRawBufferPointer, _ value: Range<Int>) -> RequestRejection? {
        // The length tells most fields apart before any character is looked at.
        switch name.count {
        case 4 where ByteRules.equals(name, "host"):
            return readHost(value)
        case 5 where ByteRules.equals(name, "range"):
            Self.keepSingle(&head.range, value)
        case 6 where ByteRules.equals(name, "expect"):
            guard ByteRules.equals(text(value), "100-continue") else { return .expectationFailed }
            head.expectsContinue = true
        case 8 where ByteRules.equals(name, "if-range"):
            Self.keepSingle(&head.ifRange, value)
        case 10 where ByteRules.equals(name, "connection"):
            readConnection(value)
        case 10 where ByteRules.equals(name, "user-agent"):
            Self.keepSingle(&head.userAgent, value)
        case 12 where ByteRules.equals(name, "content-type"):
            readContentType(value)
        case 13 where ByteRules.equals(name, "if-none-match"):
            Self.keepSingle(&head.ifNoneMatch, value)
        case 13 where ByteRules.equals(name, "authorization"):
            head.hasAuthorization = true
        case 14 where ByteRules.equals(name, "content-length"):
            return readContentLength(value)
        case 15 where ByteRules.equals(name, "accept-encoding"):
            Self.keepSingle(&head.acceptEncoding, value)
        case 17 where ByteRules.equals(name, "transfer-encoding"):
            guard !hasTransferEncoding, ByteRules.equals(text(value), "chunked") else { return .badTransferEncoding }
            hasTransferEncoding = true
            head.isChunked = true
        default:
            break
        }
        return nil
    }

    private func text(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[range])
    }

    /// The first of a repeated field counts: for a range or a condition none would be as right.
    private static func keepSingle(_ span: inout FieldSpan, _ value: Range<Int>) {
        if !span.isPresent { span = FieldSpan(value) }
    }

    private mutating func readHost(_ value: Range<Int>) -> RequestRejection? {
        guard !head.host.isPresent, !value.isEmpty, text(value).allSatisfy(ByteRules.isHost) else { return .badHost }
        head.host = FieldSpan(value)
        return nil
    }

    private mutating func readContentLength(_ value: Range<Int>) -> RequestRejection? {
        // Digits alone: a sign, a list, a blank or a second field would let two readers disagree.
        guard head.contentLength == nil, (1...15).contains(value.count) else { return .badContentLength }
        var length = 0
        for byte in text(value) {
            guard (0x30...0x39).contains(byte) else { return .badContentLength }
            length = length * 10 + Int(byte - 0x30)
        }
        head.contentLength = length
        return hasTransferEncoding ? .badTransferEncoding : nil
    }

    private mutating func readConnection(_ value: Range<Int>) {
        for option in text(value).split(separator: UInt8(ascii: ",")) {
            let range = Self.trimmed(option.base, option.startIndex..<option.endIndex)
            let name = UnsafeRawBufferPointer(rebasing: option.base[range])
            if ByteRules.equals(name, "close") { saysClose = true }
            if ByteRules.equals(name, "keep-alive") { saysKeepAlive = true }
        }
    }

    private mutating func readContentType(_ value: Range<Int>) {
        let type = text(value).split(separator: UInt8(ascii: ";"), maxSplits: 1).first
        let isForm = type.map { part in
            let range = Self.trimmed(part.base, part.startIndex..<part.endIndex)
            return ByteRules.equals(
                UnsafeRawBufferPointer(rebasing: part.base[range]), "application/x-www-form-urlencoded")
        }
        head.isForm = isForm == true && !isContentTypeSeen
        isContentTypeSeen = true
    }
}
