/// What came of looking for client data in a request.
enum ClientMediaReading: Sendable, Hashable {
    case absent
    case malformed
    case report(ClientMediaReport)

    /// - Parameters:
    ///   - query: As it came, without its question mark: the argument `CMCD`, percent-encoded. Of several the first.
    ///   - fields: Of the header, where players put it that do not use the query: `CMCD-Request` and `CMCD-Status`,
    ///     which have what is counted. Asked for only where the query has nothing.
    init(query: UnsafeRawBufferPointer, fields: () -> [FieldText]) {
        for pair in query.split(separator: UInt8(ascii: "&")) where Self.isMediaData(pair) {
            self = Self.decoded(UnsafeRawBufferPointer(rebasing: pair.dropFirst(Self.name.utf8CodeUnitCount)))
            return
        }
        let texts = fields()
        guard !texts.isEmpty else {
            self = .absent
            return
        }
        var report = ClientMediaReport()
        for text in texts where !text.read(&report) {
            self = .malformed
            return
        }
        self = .report(report)
    }

    /// The bytes of a field.
    struct FieldText {
        private let use: (inout ClientMediaReport) -> Bool

        init(_ head: RequestHead, _ span: FieldSpan) {
            use = { report in head.withBytes(of: span) { report.read($0) } }
        }

        func read(_ report: inout ClientMediaReport) -> Bool { use(&report) }
    }

    private static let name: StaticString = "CMCD="

    private static func isMediaData(_ pair: Slice<UnsafeRawBufferPointer>) -> Bool {
        pair.starts(with: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }

    private static func decoded(_ bytes: UnsafeRawBufferPointer) -> ClientMediaReading {
        // Three characters are one octet at most.
        guard bytes.count <= ClientMediaReport.maximumBytes * 3 else { return .malformed }
        var report = ClientMediaReport()
        let isRead = PercentCoding.decode(bytes).withUnsafeBytes { report.read($0) }
        return isRead ? .report(report) : .malformed
    }
}
