/// A form as browsers send it when it has files: `multipart/form-data` (RFC 7578), whole in memory.
///
/// Read strictly: what no browser sends is refused, since whatever is lenient here is what somebody else reads
/// otherwise. The names that files are given are not even kept.
public struct MultipartForm: Sendable {
    public struct Part: Sendable {
        public let name: String
        /// It has a name of a file, whichever that is.
        public let isFile: Bool
        public let content: ArraySlice<UInt8>
    }

    public enum Problem: Error, Sendable, Equatable {
        /// The content's type is another one, or names no usable boundary.
        case noBoundary
        /// It ends before its last boundary.
        case truncated
        case tooManyParts
        /// The head of a part is longer than ``headLimit``.
        case headTooLong
        /// Of a part's head, or around a boundary.
        case malformed
    }

    public static let partLimit = 64
    /// Of one part, in bytes.
    public static let headLimit = 4096
    /// RFC 2046, 5.1.1.
    public static let boundaryLimit = 70

    /// In the order given.
    public let parts: [Part]

    /// - Parameter contentType: The field of the request.
    public init(_ bytes: [UInt8], contentType: String) throws(Problem) {
        guard let boundary = Self.boundary(in: contentType) else { throw .noBoundary }
        let delimiter = Array("--\(boundary)".utf8)
        var reader = Reader(bytes: bytes)
        guard reader.take(delimiter) else { throw bytes.count < delimiter.count ? .truncated : .malformed }
        var parts: [Part] = []
        while true {
            if reader.take(Self.dashes) {
                // Whatever follows the end is no part of it; a line end alone is usual.
                _ = reader.take(Self.lineEnd)
                guard reader.isAtEnd else { throw .malformed }
                break
            }
            guard reader.take(Self.lineEnd) else { throw reader.left < 2 ? .truncated : .malformed }
            guard parts.count < Self.partLimit else { throw .tooManyParts }
            let (name, isFile) = try Self.head(&reader)
            guard let content = reader.take(until: Self.lineEnd + delimiter) else { throw .truncated }
            parts.append(Part(name: name, isFile: isFile, content: content))
        }
        self.parts = parts
    }

    /// Whether a content's type is that of such a form.
    public static func isForm(_ contentType: String) -> Bool {
        contentType.prefix { $0 != ";" }.filter { $0 != " " }.lowercased() == "multipart/form-data"
    }

    /// Nil when there is none, more than one, or one with characters that none has.
    static func boundary(in contentType: String) -> String? {
        guard isForm(contentType), contentType.utf8.count <= 512 else { return nil }
        var found: [Substring] = []
        for parameter in contentType.split(separator: ";").dropFirst() {
            let trimmed = parameter.drop { $0 == " " || $0 == "\t" }
            guard let sign = trimmed.firstIndex(of: "="), trimmed[..<sign].lowercased() == "boundary" else { continue }
            found.append(trimmed[trimmed.index(after: sign)...])
        }
        guard found.count == 1, var value = found.first else { return nil }
        if value.first == "\"" {
            guard value.count >= 2, value.last == "\"" else { return nil }
            value = value.dropFirst().dropLast()
        }
        guard (1...boundaryLimit).contains(value.utf8.count), value.utf8.allSatisfy(isBoundaryByte) else { return nil }
        return String(value)
    }

    private static func isBoundaryByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "'()+_,-./:=?".utf8.contains(byte)
        }
    }

    private static let lineEnd: [UInt8] = [0x0D, 0x0A]
    private static let dashes: [UInt8] = [0x2D, 0x2D]

    /// The lines of a part's head, up to the empty one.
    private static func head(_ reader: inout Reader) throws(Problem) -> (name: String, isFile: Bool) {
        var disposition: String?
        var length = 0
        while true {
            guard let line = reader.take(until: lineEnd, within: headLimit + 1) else {
                throw reader.left > headLimit ? .headTooLong : .truncated
            }
            length += line.count + lineEnd.count
            guard length <= headLimit else { throw .headTooLong }
            if line.isEmpty { break }
            guard let text = String(validating: line, as: UTF8.self), let colon = text.firstIndex(of: ":"),
                text.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x09 }), text.first != " ", text.first != "\t"
            else { throw .malformed }
            switch text[..<colon].lowercased() {
            case "content-disposition":
                guard disposition == nil else { throw .malformed }
                disposition = String(text[text.index(after: colon)...])
            // No browser encodes a part, and what is encoded would be read otherwise.
            case "content-transfer-encoding": throw .malformed
            default: continue
            }
        }
        guard let disposition, let fields = FieldParameters(disposition), fields.value.lowercased() == "form-data",
            let name = fields["name"], !name.isEmpty, !name.utf8.contains(0)
        else { throw .malformed }
        return (name, fields["filename"] != nil)
    }

    /// What is left of the bytes.
    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        var isAtEnd: Bool { position == bytes.count }
        var left: Int { bytes.count - position }

        mutating func take(_ wanted: [UInt8]) -> Bool {
            guard left >= wanted.count, bytes[position..<position + wanted.count].elementsEqual(wanted) else {
                return false
            }
            position += wanted.count
            return true
        }

        /// What stands before `end`, which is taken too; nil when it is not there, or not within so many bytes.
        mutating func take(until end: [UInt8], within limit: Int = .max) -> ArraySlice<UInt8>? {
            let last = min(bytes.count - end.count, limit == .max ? .max : position + limit)
            var index = position
            while index <= last {
                // Every end begins with a carriage return, which is rare in what comes before.
                guard let next = bytes[index...].firstIndex(of: end[0]), next <= last else { return nil }
                if bytes[next..<next + end.count].elementsEqual(end) {
                    defer { position = next + end.count }
                    return bytes[position..<next]
                }
                index = next + 1
            }
            return nil
        }
    }
}
