/// A picture of cells, squares of 4 × 4 pixels of one brightness each, and a colour for each macroblock of 4 × 4 cells.
///
/// Such a picture can be coded exactly, without search: brightnesses and colours are multiples of 16.
struct BlockPicture {
    /// Pixels.
    static let cellSize = 4
    /// Cells to a side of a macroblock.
    static let cellsPerBlock = 4

    /// Macroblocks.
    let columns: Int
    let rows: Int
    /// Cells of a row, those beyond the visible width included.
    let cellColumns: Int
    /// Brightness, row by row.
    private(set) var luma: [UInt8]
    /// Cb and Cr of macroblocks, row by row.
    private(set) var blue: [UInt8]
    private(set) var red: [UInt8]

    /// A picture that covers so many pixels.
    init(width: Int, height: Int) {
        columns = (width + 15) / 16
        rows = (height + 15) / 16
        cellColumns = columns * Self.cellsPerBlock
        luma = Array(repeating: 16, count: cellColumns * rows * Self.cellsPerBlock)
        blue = Array(repeating: 128, count: columns * rows)
        red = blue
    }

    /// What lies outside of the picture is left out.
    mutating func fill(_ x: Range<Int>, _ y: Range<Int>, _ brightness: UInt8) {
        assert(brightness % 16 == 0, "only multiples of 16 are coded exactly")
        let x = x.clamped(to: 0..<cellColumns)
        luma.withUnsafeMutableBufferPointer { luma in
            for row in y.clamped(to: 0..<rows * Self.cellsPerBlock) {
                let start = row * cellColumns
                luma[start + x.lowerBound..<start + x.upperBound].update(repeating: brightness)
            }
        }
    }

    /// - Parameter blockRows: Rows of macroblocks.
    mutating func colour(_ blockRows: Range<Int>, blue: UInt8, red: UInt8) {
        assert(blue % 16 == 0 && red % 16 == 0, "only multiples of 16 are coded exactly")
        for row in blockRows.clamped(to: 0..<rows) {
            for block in row * columns..<(row + 1) * columns {
                self.blue[block] = blue
                self.red[block] = red
            }
        }
    }
}
