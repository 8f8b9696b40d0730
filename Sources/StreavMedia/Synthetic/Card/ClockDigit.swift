/// Digits of seven bars, as on a clock, of 8 × 14 cells.
enum ClockDigit {
    static let width = 8
    static let height = 14

    /// Top, upper right, lower right, bottom, lower left, upper left, middle.
    private static let bars: [(x: Range<Int>, y: Range<Int>)] = [
        (1..<7, 0..<2), (6..<8, 1..<7), (6..<8, 7..<13), (1..<7, 12..<14), (0..<2, 7..<13), (0..<2, 1..<7),
        (1..<7, 6..<8),
    ]
    /// The bars of each digit, the first in the lowest bit.
    private static let shapes: [UInt8] = [
        0b011_1111, 0b000_0110, 0b101_1011, 0b100_1111, 0b110_0110, 0b110_1101, 0b111_1101, 0b000_0111, 0b111_1111,
        0b110_1111,
    ]

    /// The bars that are lit, after those that are not: where two meet, light wins.
    static func bars(of digit: Int) -> [(x: Range<Int>, y: Range<Int>, isLit: Bool)] {
        let shape = shapes[digit]
        let all = bars.enumerated().map { ($1.x, $1.y, shape >> UInt8($0) & 1 == 1) }
        return all.filter { !$0.2 } + all.filter { $0.2 }
    }
}
