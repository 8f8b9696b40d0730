/// Blanks comments and strings in Swift text, so that rules see code alone.
///
/// It knows line and nested block comments, and strings plain, raw and of several lines. Code inside an interpolation
/// counts as part of its string.
struct SwiftLexer {
    private var scalars: [Unicode.Scalar]
    private var index = 0
    private var result = String.UnicodeScalarView()

    static func code(of text: String) -> String {
        var lexer = SwiftLexer(scalars: Array(text.unicodeScalars))
        lexer.run()
        return String(lexer.result)
    }

    private init(scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    private mutating func run() {
        while index < scalars.count {
            if starts(with: "//") {
                while index < scalars.count, scalars[index] != "\n" { blank() }
            } else if starts(with: "/*") {
                skipBlockComment()
            } else if let pounds = stringStart() {
                skipString(pounds: pounds)
            } else {
                result.append(scalars[index])
                index += 1
            }
        }
    }

    /// Line ends stay, so that lines keep their numbers.
    private mutating func blank(_ count: Int = 1) {
        for _ in 0..<count where index < scalars.count {
            result.append(scalars[index] == "\n" ? "\n" : " ")
            index += 1
        }
    }

    private func starts(with text: String, at offset: Int = 0) -> Bool {
        var position = index + offset
        for scalar in text.unicodeScalars {
            guard position < scalars.count, scalars[position] == scalar else { return false }
            position += 1
        }
        return true
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                blank(2)
            } else if starts(with: "*/") {
                depth -= 1
                blank(2)
            } else {
                blank()
            }
        } while depth > 0 && index < scalars.count
    }

    /// The number of `#` before a quotation mark here, or nil when no string starts here.
    private func stringStart() -> Int? {
        var pounds = 0
        while starts(with: "#", at: pounds) { pounds += 1 }
        return starts(with: "\"", at: pounds) ? pounds : nil
    }

    private mutating func skipString(pounds: Int) {
        blank(pounds)
        let quotes = starts(with: "\"\"\"") ? "\"\"\"" : "\""
        blank(quotes.count)
        let fence = String(repeating: "#", count: pounds)
        while index < scalars.count {
            if starts(with: quotes + fence) {
                blank(quotes.count + pounds)
                return
            }
            if starts(with: "\\" + fence) {
                blank(1 + pounds)
                if starts(with: "(") { skipInterpolation() } else { blank() }
            } else {
                blank()
            }
        }
    }

    private mutating func skipInterpolation() {
        var depth = 0
        repeat {
            if let pounds = stringStart() {
                skipString(pounds: pounds)
                continue
            }
            if starts(with: "(") { depth += 1 }
            if starts(with: ")") { depth -= 1 }
            blank()
        } while depth > 0 && index < scalars.count
    }
}
