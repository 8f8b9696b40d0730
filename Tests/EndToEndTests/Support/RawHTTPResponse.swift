import Foundation

/// An answer as it came.
struct RawHTTPResponse: Sendable {
    let status: Int
    /// In order, names as written.
    let fields: [(name: String, value: String)]
    var body = Data()

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The first field of that name, in any case.
    subscript(name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// - Parameter head: Status line and fields, without the empty line.
    init(head: String) throws {
        let lines = head.components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
            throw HarnessError("no status line: \(lines[0])")
        }
        self.status = status
        fields = lines.dropFirst().compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<colon]), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
        }
    }
}
