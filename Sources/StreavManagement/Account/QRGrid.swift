/// The modules of a symbol while it is made (ISO/IEC 18004:2015, 6.3, 7.7 to 7.10).
struct QRGrid: Sendable {
    let version: QRVersion
    let size: Int
    private(set) var dark: [Bool]
    /// Part of a pattern or of the information about the symbol: no mask changes it.
    private var isFixed: [Bool]

    init(_ version: QRVersion) {
        self.version = version
        size = version.size
        dark = [Bool](repeating: false, count: size * size)
        isFixed = dark
        for index in 0..<size {
            set(index, 6, index.isMultiple(of: 2))
            set(6, index, index.isMultiple(of: 2))
        }
        for (x, y) in [(3, 3), (size - 4, 3), (3, size - 4)] { finder(x, y) }
        let last = version.alignment.last ?? 0
        for x in version.alignment {
            for y in version.alignment where !((x == 6 && y == 6) || (x == 6 && y == last) || (x == last && y == 6)) {
                alignment(x, y)
            }
        }
        information(mask: 0)
        versionInformation()
    }

    /// Puts the bits in their places, from the lower right corner upwards and downwards by turns.
    mutating func place(_ codewords: [UInt8]) {
        var bit = 0
        var right = size - 1
        while right >= 1 {
            if right == 6 { right = 5 }
            for step in 0..<size {
                for x in [right, right - 1] {
                    let isUpwards = (right + 1) & 2 == 0
                    let y = isUpwards ? size - 1 - step : step
                    guard !isFixed[y * size + x] else { continue }
                    let index = bit >> 3
                    if index < codewords.count {
                        dark[y * size + x] = codewords[index] >> (7 - UInt8(bit & 7)) & 1 == 1
                    }
                    bit += 1
                }
            }
            right -= 2
        }
    }

    func masked(by mask: Int) -> QRGrid {
        var grid = self
        for y in 0..<size {
            for x in 0..<size where !isFixed[y * size + x] && Self.flips(mask, x, y) {
                grid.dark[y * size + x].toggle()
            }
        }
        grid.information(mask: mask)
        return grid
    }

    private static func flips(_ mask: Int, _ x: Int, _ y: Int) -> Bool {
        switch mask {
        case 0: (x + y) % 2 == 0
        case 1: y % 2 == 0
        case 2: x % 3 == 0
        case 3: (x + y) % 3 == 0
        case 4: (x / 3 + y / 2) % 2 == 0
        case 5: x * y % 2 + x * y % 3 == 0
        case 6: (x * y % 2 + x * y % 3) % 2 == 0
        default: ((x + y) % 2 + x * y % 3) % 2 == 0
        }
    }

    /// How hard the symbol is to read: long runs, blocks, what looks like a finder, and an uneven share of dark.
    var penalty: Int {
        var penalty = 0
        let finders = [
            [true, false, true, true, true, false, true, false, false, false, false],
            [false, false, false, false, true, false, true, true, true, false, true],
        ]
        for isColumn in [false, true] {
            for line in 0..<size {
                let modules = (0..<size).map { isColumn ? dark[$0 * size + line] : dark[line * size + $0] }
                var run = 1
                for index in 1..<size {
                    run = modules[index] == modules[index - 1] ? run + 1 : 1
                    if run == 5 { penalty += 3 } else if run > 5 { penalty += 1 }
                }
                for start in 0...(size - 11) where finders.contains(Array(modules[start..<start + 11])) {
                    penalty += 40
                }
            }
        }
        for y in 0..<(size - 1) {
            for x in 0..<(size - 1) {
                let first = dark[y * size + x]
                let others = [dark[y * size + x + 1], dark[(y + 1) * size + x], dark[(y + 1) * size + x + 1]]
                if others.allSatisfy({ $0 == first }) { penalty += 3 }
            }
        }
        let share = dark.count { $0 } * 100 / dark.count
        return penalty + abs(share - 50) / 5 * 10
    }

    // MARK: Patterns

    private mutating func set(_ x: Int, _ y: Int, _ isDark: Bool) {
        dark[y * size + x] = isDark
        isFixed[y * size + x] = true
    }

    /// With its separator.
    private mutating func finder(_ centreX: Int, _ centreY: Int) {
        for dy in -4...4 {
            for dx in -4...4 {
                let (x, y) = (centreX + dx, centreY + dy)
                guard (0..<size).contains(x), (0..<size).contains(y) else { continue }
                let distance = max(abs(dx), abs(dy))
                set(x, y, distance != 2 && distance != 4)
            }
        }
    }

    private mutating func alignment(_ centreX: Int, _ centreY: Int) {
        for dy in -2...2 {
            for dx in -2...2 { set(centreX + dx, centreY + dy, max(abs(dx), abs(dy)) != 1) }
        }
    }

    /// Level M and the mask, by a BCH code, twice.
    private mutating func information(mask: Int) {
        var rest = mask
        for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
        let bits = (mask << 10 | rest) ^ 0x5412
        func bit(_ place: Int) -> Bool { bits >> place & 1 == 1 }
        for place in 0...5 { set(8, place, bit(place)) }
        set(8, 7, bit(6))
        set(8, 8, bit(7))
        set(7, 8, bit(8))
        for place in 9..<15 { set(14 - place, 8, bit(place)) }
        for place in 0..<8 { set(size - 1 - place, 8, bit(place)) }
        for place in 8..<15 { set(8, size - 15 + place, bit(place)) }
        set(8, size - 8, true)
    }

    /// From version 7 on the version stands in the symbol, by a BCH code, twice.
    private mutating func versionInformation() {
        guard version.number >= 7 else { return }
        var rest = version.number
        for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
        let bits = version.number << 12 | rest
        for place in 0..<18 {
            let isDark = bits >> place & 1 == 1
            let (x, y) = (size - 11 + place % 3, place / 3)
            set(x, y, isDark)
            set(y, x, isDark)
        }
    }
}
