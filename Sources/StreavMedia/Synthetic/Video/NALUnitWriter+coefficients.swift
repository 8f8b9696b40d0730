extension NALUnitWriter {
    /// Coefficients of a block in the order of the scan (ISO/IEC 14496-10 section 9.2).
    ///
    /// - Parameter count: So many of the levels belong to the block: 16, or 4 for chroma.
    mutating func coefficients(_ levels: UnsafePointer<Int32>, count: Int) {
        var total = 0
        var last = -1
        for index in 0..<count where levels[index] != 0 {
            total += 1
            last = index
        }
        let ones = trailingOnes(levels, last: last)
        write((count == 4 ? CoefficientTables.chromaToken : CoefficientTables.token)[total][ones])
        guard total > 0 else { return }
        write(levels, last: last, ones: ones, total: total)
        var zerosLeft = last + 1 - total
        if total < count {
            write(
                (count == 4 ? CoefficientTables.chromaTotalZeros : CoefficientTables.totalZeros)[total - 1][zerosLeft])
        }
        var index = last - 1
        var remaining = total - 1
        while zerosLeft > 0, remaining > 0 {
            var run = 0
            while levels[index] == 0 {
                run += 1
                index -= 1
            }
            write(CoefficientTables.runBefore[min(zerosLeft, 7) - 1][run])
            zerosLeft -= run
            remaining -= 1
            index -= 1
        }
    }

    private mutating func write(_ code: CoefficientCode) {
        bits(UInt32(code.bits), Int(code.length))
    }

    /// How many of the last coefficients, at most three, are 1 or -1.
    private func trailingOnes(_ levels: UnsafePointer<Int32>, last: Int) -> Int {
        var ones = 0
        var index = last
        while index >= 0, ones < 3 {
            if levels[index].magnitude > 1 { break }
            if levels[index] != 0 { ones += 1 }
            index -= 1
        }
        return ones
    }

    /// Section 9.2.2.1, from the last coefficient to the first.
    private mutating func write(_ levels: UnsafePointer<Int32>, last: Int, ones: Int, total: Int) {
        var suffixLength = total > 10 && ones < 3 ? 1 : 0
        var written = 0
        for index in stride(from: last, through: 0, by: -1) where levels[index] != 0 {
            let level = Int(levels[index])
            defer { written += 1 }
            if written < ones {
                flag(level < 0)
                continue
            }
            var code = level > 0 ? 2 * level - 2 : -2 * level - 1
            if written == ones, ones < 3 { code -= 2 }
            write(levelCode: code, suffixLength: suffixLength)
            if suffixLength == 0 { suffixLength = 1 }
            if level.magnitude > 3 << (suffixLength - 1), suffixLength < 6 { suffixLength += 1 }
        }
    }

    private mutating func write(levelCode code: Int, suffixLength: Int) {
        let escape = suffixLength == 0 ? 30 : 15 << suffixLength
        if code >= escape {
            bits(1, 16)
            bits(UInt32(code - escape), 12)
        } else if suffixLength == 0, code >= 14 {
            bits(1, 15)
            bits(UInt32(code - 14), 4)
        } else {
            bits(1, (code >> suffixLength) + 1)
            bits(UInt32(code & (1 << suffixLength - 1)), suffixLength)
        }
    }
}
