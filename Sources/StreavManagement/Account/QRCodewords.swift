/// The codewords of a symbol: data, then error correction, interleaved (ISO/IEC 18004:2015, 7.4 to 7.6).
enum QRCodewords {
    static func make(_ bytes: [UInt8], _ version: QRVersion) -> [UInt8] {
        let data = dataWords(bytes, version)
        var blocks: [[UInt8]] = []
        var start = 0
        for count in version.blocks {
            blocks.append(Array(data[start..<start + count]))
            start += count
        }
        let corrections = blocks.map { remainder($0, count: version.correction) }
        var words: [UInt8] = []
        for index in 0..<(version.blocks.max() ?? 0) {
            for block in blocks where index < block.count { words.append(block[index]) }
        }
        for index in 0..<version.correction {
            for correction in corrections { words.append(correction[index]) }
        }
        return words
    }

    /// Byte mode, the count, the bytes, the end, and filling.
    private static func dataWords(_ bytes: [UInt8], _ version: QRVersion) -> [UInt8] {
        var bits: [Bool] = []
        func append(_ value: Int, _ count: Int) {
            for place in stride(from: count - 1, through: 0, by: -1) { bits.append(value >> place & 1 == 1) }
        }
        append(0b0100, 4)
        append(bytes.count, version.countBits)
        for byte in bytes { append(Int(byte), 8) }
        let room = version.dataCount * 8
        append(0, min(4, room - bits.count))
        while bits.count % 8 != 0 { bits.append(false) }
        var words = stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
        }
        var filling: UInt8 = 0xEC
        while words.count < version.dataCount {
            words.append(filling)
            filling ^= 0xEC ^ 0x11
        }
        return words
    }

    /// What is left of the data, as a polynomial over GF(256), by the generator of `count` roots.
    private static func remainder(_ data: [UInt8], count: Int) -> [UInt8] {
        var generator: [UInt8] = [1]
        var root: UInt8 = 1
        for _ in 0..<count {
            var next = generator + [0]
            for (index, factor) in generator.enumerated() { next[index + 1] ^= product(factor, root) }
            generator = next
            root = product(root, 2)
        }
        var rest = data + [UInt8](repeating: 0, count: count)
        for index in data.indices where rest[index] != 0 {
            let lead = rest[index]
            for (place, factor) in generator.enumerated() { rest[index + place] ^= product(factor, lead) }
        }
        return Array(rest.suffix(count))
    }

    /// In GF(256) modulo x^8 + x^4 + x^3 + x^2 + 1.
    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var sum: UInt8 = 0
        var left = left
        var right = right
        while right != 0 {
            if right & 1 == 1 { sum ^= left }
            left = left << 1 ^ (left & 0x80 != 0 ? 0x1D : 0)
            right >>= 1
        }
        return sum
    }
}
