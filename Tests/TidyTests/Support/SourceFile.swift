import Foundation

/// A file of the repository, as it is and as code alone.
struct SourceFile: Sendable {
    struct Line: Sendable {
        /// From 1.
        let number: Int
        let text: Substring
    }

    /// From the root, with slashes: `Sources/StreavDomain/…`.
    let path: String
    let text: String

    /// The text with comments and the contents of strings made blank; line for line as long as the text.
    let code: String

    init(path: String, text: String) {
        self.path = path
        self.text = text
        self.code = path.hasSuffix(".swift") ? SwiftLexer.code(of: text) : text
    }

    var lines: [Line] { Self.lines(of: text) }

    var codeLines: [Line] { Self.lines(of: code) }

    /// The folder of the target: `Sources/StreavDomain`.
    var target: String { path.split(separator: "/").prefix(2).joined(separator: "/") }

    var isProduct: Bool { ["Sources/", "Simulator/", "Benchmarks/"].contains { path.hasPrefix($0) } }

    /// `path:line` of each match of a regular expression; `^` and `$` match at lines.
    ///
    /// ICU's expressions: they know look-behind, and read the whole tree in a second.
    func places(of pattern: String, in text: KeyPath<SourceFile, String> = \.code) throws -> [String] {
        let expression = try NSRegularExpression(pattern: pattern, options: .anchorsMatchLines)
        let text = self[keyPath: text] as NSString
        var line = 1
        var position = 0
        return expression.matches(in: text as String, range: NSRange(location: 0, length: text.length)).map { match in
            while position < match.range.location {
                if text.character(at: position) == 10 { line += 1 }
                position += 1
            }
            return "\(path):\(line)"
        }
    }

    private static func lines(of text: String) -> [Line] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
            Line(number: $0.offset + 1, text: $0.element)
        }
    }
}
