import Foundation

/// Reads what a synthetic channel shows from a decoded picture, by the brightness of its cells: 80 × 45 of them,
/// squares of as many pixels as fit.
struct CardReader {
    struct Reading: Equatable {
        var title = ""
        /// `13:59:50`
        var clock = ""
        /// `2026-11-26`
        var date = ""
        /// Of the second.
        var frame = ""
        /// Where the bar begins, in cells.
        var bar: Int?
    }

    private static let columns = 80
    /// Letters of the card's font that the tests show, as rows of `#` and `.`, drawn anew here.
    private static let font: [Character: [String]] = [
        "0": [".###.", "#...#", "#..##", "#.#.#", "##..#", "#...#", ".###."],
        "1": ["..#..", ".##..", "..#..", "..#..", "..#..", "..#..", ".###."],
        "2": [".###.", "#...#", "....#", "...#.", "..#..", ".#...", "#####"],
        "3": ["#####", "...#.", "..#..", "...#.", "....#", "#...#", ".###."],
        "4": ["...#.", "..##.", ".#.#.", "#..#.", "#####", "...#.", "...#."],
        "5": ["#####", "#....", "####.", "....#", "....#", "#...#", ".###."],
        "6": ["..##.", ".#...", "#....", "####.", "#...#", "#...#", ".###."],
        "7": ["#####", "....#", "...#.", "..#..", ".#...", ".#...", ".#..."],
        "8": [".###.", "#...#", "#...#", ".###.", "#...#", "#...#", ".###."],
        "9": [".###.", "#...#", "#...#", ".####", "....#", "...#.", ".##.."],
        "-": [".....", ".....", ".....", "#####", ".....", ".....", "....."],
        " ": [".....", ".....", ".....", ".....", ".....", ".....", "....."],
        "N": ["#...#", "#...#", "##..#", "#.#.#", "#..##", "#...#", "#...#"],
        "E": ["#####", "#....", "#....", "####.", "#....", "#....", "#####"],
        "W": ["#...#", "#...#", "#...#", "#.#.#", "#.#.#", "#.#.#", ".#.#."],
        "S": [".####", "#....", "#....", ".###.", "....#", "....#", "####."],
        "O": [".###.", "#...#", "#...#", "#...#", "#...#", "#...#", ".###."],
    ]
    /// Which of the seven bars are lit: top, upper right, lower right, bottom, lower left, upper left, middle.
    private static let digits = [
        "1111110", "0110000", "1101101", "1111001", "0110011", "1011011", "1011111", "1110000", "1111111", "1111011",
    ]

    /// Mean brightness of each cell.
    private var cells: [Int] = []

    init(_ picture: Data, width: Int) {
        let size = width / Self.columns
        let height = picture.count / width
        let pixels = Array(picture)
        for top in stride(from: 0, to: height - size + 1, by: size) {
            for left in stride(from: 0, to: Self.columns * size, by: size) {
                var sum = 0
                for row in top..<top + size {
                    for column in left..<left + size { sum += Int(pixels[row * width + column]) }
                }
                cells.append(sum / (size * size))
            }
        }
    }

    var reading: Reading {
        let count = number.count
        return Reading(
            title: number + text(5 + 6 * count + 3, 3, 8, isLit: { $0 > 150 }),
            clock: [7, 17, 31, 41, 55, 65].map(digit).enumerated()
                .map { ($0 == 2 || $0 == 4 ? ":" : "") + $1 }.joined(),
            date: text(4, 32, 10, isLit: { $0 > 80 }), frame: text(65, 32, 2, isLit: { $0 > 80 }), bar: bar)
    }

    /// The number in its light field, which is one cell wider than its digits.
    private var number: String {
        var width = 0
        while brightness(4 + width, 2) > 150 { width += 1 }
        return text(5, 3, width / 6, isLit: { $0 < 100 })
    }

    private var bar: Int? {
        (0..<Self.columns).first { column in (40..<44).allSatisfy { brightness(column, $0) > 150 } }
    }

    private func brightness(_ x: Int, _ y: Int) -> Int { cells[y * Self.columns + x] }

    private func digit(_ x: Int) -> String {
        let places = [(3, 0), (7, 4), (7, 10), (3, 13), (0, 10), (0, 4), (3, 6)]
        let lit = places.map { brightness(x + $0, 15 + $1) > 120 ? "1" : "0" }.joined()
        return Self.digits.firstIndex(of: lit).map(String.init) ?? "?"
    }

    private func text(_ x: Int, _ y: Int, _ count: Int, isLit: (Int) -> Bool) -> String {
        let letters = (0..<count).map { index -> Character in
            let rows = (0..<7).map { row in
                String((0..<5).map { isLit(brightness(x + index * 6 + $0, y + row)) ? "#" : "." })
            }
            return Self.font.first { $0.value == rows }?.key ?? "?"
        }
        return String(letters)
    }
}
