/// Finds functions, initialisers and subscripts with their lengths, by their braces.
enum FunctionFinder {
    struct Function: Equatable {
        let name: String
        /// Where its first word stands, from 1.
        let line: Int
        /// From the line of its opening brace to that of its closing one.
        let lineCount: Int
    }

    static func functions(in file: SourceFile) -> [Function] {
        let lines = file.codeLines
        var found: [Function] = []
        for line in lines
        where line.text.contains("func ") || line.text.contains("init") || line.text.contains("subscript") {
            guard let match = line.text.firstMatch(of: /(?:^|\s)(func\s+[^\s(<]+|init[?!]?(?=[<(])|subscript(?=[<(]))/)
            else { continue }
            let name = match.1.split(separator: " ").last.map(String.init) ?? ""
            guard let count = bodyLines(in: lines, from: line.number - 1, offset: match.range.upperBound) else {
                continue
            }
            found.append(Function(name: name, line: line.number, lineCount: count))
        }
        return found
    }

    /// The lines of the body that belongs to a declaration, or nil when it has none (a requirement of a protocol).
    private static func bodyLines(in lines: [SourceFile.Line], from first: Int, offset: Substring.Index) -> Int? {
        var parentheses = 0
        var braces = 0
        var start: Int?
        for index in first..<lines.count {
            let text = index == first ? lines[index].text[offset...] : lines[index].text
            for character in text {
                switch character {
                case "(" where start == nil: parentheses += 1
                case ")" where start == nil: parentheses -= 1
                case "{" where start != nil || parentheses == 0:
                    if start == nil { start = index }
                    braces += 1
                case "}" where start != nil:
                    braces -= 1
                    if braces == 0, let start { return index - start + 1 }
                // The end of the enclosing protocol: the declaration had no body.
                case "}" where parentheses == 0: return nil
                default: break
                }
            }
            // The next declaration begins before any brace: this one had none.
            if start == nil, parentheses == 0, index + 1 < lines.count, beginsDeclaration(lines[index + 1].text) {
                return nil
            }
        }
        return nil
    }

    private static func beginsDeclaration(_ line: Substring) -> Bool {
        let modifiers: Set<Substring> = ["public", "private", "mutating", "static", "nonisolated"]
        let first = line.split(separator: " ").first { !$0.hasPrefix("@") && !modifiers.contains($0) }
        return ["func", "var", "let", "case"].contains(first) || first?.hasPrefix("init(") == true
    }
}
