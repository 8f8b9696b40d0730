/// A piece of HTML. What is interpolated into it is escaped, so text from outside stays text wherever it is put, in
/// element content as in quoted attributes.
///
///     let row: HTML = "<td title=\"\(name)\">\(name)</td>"
///
/// There is no way to make one of a `String` at run time, and so no way to forget the escaping.
public struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
    public let text: String

    public init(stringLiteral value: StaticString) {
        text = value.description
    }

    public init(stringInterpolation: Interpolation) {
        text = stringInterpolation.text
    }

    public var isEmpty: Bool { text.isEmpty }

    private init(trusted text: String) {
        self.text = text
    }

    public static func join(_ pieces: some Sequence<HTML>) -> HTML {
        HTML(trusted: pieces.map(\.text).joined(separator: "\n"))
    }

    /// `text` as element content or the value of a quoted attribute.
    public static func escape(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\n", "\t": escaped.unicodeScalars.append(scalar)
            // Controls, and what turns the direction of the text around it: shown as a replacement, never obeyed.
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{202A}"..."\u{202E}",
                "\u{2066}"..."\u{2069}":
                escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    public struct Interpolation: StringInterpolationProtocol, Sendable {
        var text = ""

        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            text += literal.description
        }

        public mutating func appendInterpolation(_ value: String) {
            text += HTML.escape(value)
        }

        public mutating func appendInterpolation(_ value: some BinaryInteger) {
            text += String(value)
        }

        public mutating func appendInterpolation(_ piece: HTML) {
            text += piece.text
        }

        /// Nothing for nil.
        public mutating func appendInterpolation(_ piece: HTML?) {
            text += piece?.text ?? ""
        }

        /// One after the other, nothing between them.
        public mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { text += piece.text }
        }

        /// The piece where a condition holds: `<input\(" checked", if: isOn)>`.
        public mutating func appendInterpolation(_ piece: HTML, if condition: Bool) {
            if condition { text += piece.text }
        }
    }
}
