/// Codes block pictures as H.264 slices (ISO/IEC 14496-10), constrained baseline, exactly and without search.
///
/// Macroblocks are intra 16 × 16 with direct-current prediction and direct-current coefficients alone. At quantiser
/// 28 the transform of sections 8.5.10 to 8.5.12 then gives each cell the very sum that its level says: so what a
/// decoder has is the picture itself, and a prediction can be told from the picture rather than from what was
/// decoded. Unchanged macroblocks are skipped.
struct BlockPictureCoder {
    static let quantiser = 28
    /// Zigzag scan of section 8.5.6, as positions in a block of four rows.
    private static let scan = [0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15]

    let picture: BlockPicture
    /// The picture before, of the same size. Nil: all is coded, for a key frame.
    let previous: BlockPicture?

    /// Writes slice_data of section 7.3.4.
    func write(into writer: inout NALUnitWriter) {
        var skipped = 0
        for row in 0..<picture.rows {
            for column in 0..<picture.columns {
                if previous != nil {
                    if isUnchanged(column, row) {
                        skipped += 1
                        continue
                    }
                    writer.unsigned(skipped)
                    skipped = 0
                }
                writeBlock(column, row, into: &writer)
            }
        }
        if skipped > 0 { writer.unsigned(skipped) }
    }

    private func isUnchanged(_ column: Int, _ row: Int) -> Bool {
        guard let previous else { return false }
        let first = (row * picture.cellColumns + column) * BlockPicture.cellsPerBlock
        return picture.luma.withUnsafeBytes { cells in
            previous.luma.withUnsafeBytes { others in
                // Four cells, a line of the macroblock, at once.
                (0..<BlockPicture.cellsPerBlock).allSatisfy { line in
                    let offset = first + line * picture.cellColumns
                    return cells.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
                        == others.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
                }
            }
        }
    }

    private func writeBlock(_ column: Int, _ row: Int, into writer: inout NALUnitWriter) {
        let block = row * picture.columns + column
        let blue = chromaLevels(picture.blue, block, hasLeft: column > 0, hasTop: row > 0)
        let red = chromaLevels(picture.red, block, hasLeft: column > 0, hasTop: row > 0)
        let hasChroma = blue != .zero || red != .zero
        // Table 7-11: intra 16 × 16, prediction mode 2 (direct current), without luma coefficients.
        writer.unsigned((previous == nil ? 0 : 5) + 3 + (hasChroma ? 4 : 0))
        writer.unsigned(0)
        writer.signed(0)
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 16) { levels in
            guard let base = levels.baseAddress else { return }
            lumaLevels(column, row, into: levels)
            writer.coefficients(base, count: 16)
            guard hasChroma else { return }
            for chroma in [blue, red] {
                for index in 0..<4 { levels[index] = chroma[index] }
                writer.coefficients(base, count: 4)
            }
        }
    }

    /// What has to be added to the prediction, as levels in the order of the scan.
    private func lumaLevels(_ column: Int, _ row: Int, into levels: UnsafeMutableBufferPointer<Int32>) {
        let width = picture.cellColumns
        let first = (row * width + column) * BlockPicture.cellsPerBlock
        picture.luma.withUnsafeBufferPointer { luma in
            let prediction = Self.prediction(luma, first, width, hasLeft: column > 0, hasTop: row > 0)
            func line(_ index: Int) -> SIMD4<Int32> {
                let start = first + index * width
                let cells = SIMD4(luma[start], luma[start + 1], luma[start + 2], luma[start + 3])
                return SIMD4<Int32>(truncatingIfNeeded: cells) &- prediction
            }
            // The transform is its own inverse but for a factor of 16.
            let columns = Self.hadamard((line(0), line(1), line(2), line(3)))
            let (a, b, c, d) = Self.transposed(Self.hadamard(Self.transposed(columns)))
            let raster = SIMD16(
                lowHalf: SIMD8(lowHalf: a, highHalf: b), highHalf: SIMD8(lowHalf: c, highHalf: d))
            for index in 0..<16 { levels[index] = raster[Self.scan[index]] / 16 }
        }
    }

    /// Section 8.3.3.3, from cells rather than pixels: each stands for four of the edge.
    private static func prediction(
        _ luma: UnsafeBufferPointer<UInt8>, _ first: Int, _ width: Int, hasLeft: Bool, hasTop: Bool
    ) -> Int32 {
        var sum: Int32 = 0
        for index in 0..<4 {
            if hasTop { sum += Int32(luma[first - width + index]) * 4 }
            if hasLeft { sum += Int32(luma[first + index * width - 1]) * 4 }
        }
        switch (hasLeft, hasTop) {
        case (true, true): return (sum + 16) >> 5
        case (false, false): return 128
        default: return (sum + 8) >> 4
        }
    }

    private typealias Lines = (SIMD4<Int32>, SIMD4<Int32>, SIMD4<Int32>, SIMD4<Int32>)

    /// The matrix of equation 8-328 from the left.
    private static func hadamard(_ lines: Lines) -> Lines {
        let (a, b, c, d) = lines
        return (a &+ b &+ c &+ d, a &+ b &- c &- d, a &- b &- c &+ d, a &- b &+ c &- d)
    }

    private static func transposed(_ lines: Lines) -> Lines {
        func column(_ index: Int) -> SIMD4<Int32> {
            SIMD4(lines.0[index], lines.1[index], lines.2[index], lines.3[index])
        }
        return (column(0), column(1), column(2), column(3))
    }

    /// Sections 8.3.4 (prediction of each quarter) and 8.5.11 (levels) for a macroblock of one colour.
    private func chromaLevels(_ plane: [UInt8], _ block: Int, hasLeft: Bool, hasTop: Bool) -> SIMD4<Int32> {
        let left = hasLeft ? Int32(plane[block - 1]) : nil
        let top = hasTop ? Int32(plane[block - picture.columns]) : nil
        let both: Int32
        if let left, let top { both = (left + top + 1) >> 1 } else { both = left ?? top ?? 128 }
        let predictions = SIMD4(both, top ?? left ?? 128, left ?? top ?? 128, both)
        // A level is worth two at this quantiser.
        let quarters = (SIMD4(repeating: Int32(plane[block])) &- predictions) / SIMD4(repeating: 2)
        guard quarters != .zero else { return .zero }
        let (a, b, c, d) = (quarters[0], quarters[1], quarters[2], quarters[3])
        return SIMD4(a + b + c + d, a - b + c - d, a + b - c - d, a - b - c + d) / SIMD4(repeating: 4)
    }
}
