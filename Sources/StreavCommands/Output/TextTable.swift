/// Tables of text, columns apart by two blanks.
enum TextTable {
    static func rows(_ rows: [[OutputField]]) -> String {
        guard let first = rows.first else { return "Nothing.\n" }
        return grid([first.map(\.title)] + rows.map { $0.map(\.value.cell) })
    }

    /// A line a fact.
    static func facts(_ fields: [OutputField]) -> String {
        grid(fields.map { ["\($0.title):", $0.value.cell] })
    }

    static func grid(_ lines: [[String]]) -> String {
        var widths: [Int] = []
        for line in lines {
            for (column, cell) in line.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], cell.count)
            }
        }
        var text = ""
        for line in lines {
            var row = ""
            for (column, cell) in line.enumerated() {
                row += cell + String(repeating: " ", count: widths[column] - cell.count + 2)
            }
            while row.last == " " { row.removeLast() }
            text += row + "\n"
        }
        return text
    }
}
