/// Where things are on a card: 80 × 45 units, as many cells each as fit into the picture.
struct CardLayout {
    /// In units.
    static let width = 80
    static let height = 45
    /// The fewest pixels that hold the layout.
    static let leastWidth = width * BlockPicture.cellSize
    static let leastHeight = height * BlockPicture.cellSize

    /// Cells to a unit.
    let scale: Int
    /// Cells before the layout.
    let left: Int
    let top: Int

    /// The layout of a picture of so many pixels.
    init(width: Int, height: Int) {
        let columns = width / BlockPicture.cellSize
        let rows = height / BlockPicture.cellSize
        scale = max(1, min(columns / Self.width, rows / Self.height))
        left = max(0, columns - scale * Self.width) / 2
        // Colours are those of whole macroblocks.
        let block = BlockPicture.cellsPerBlock
        top = max(0, rows - scale * Self.height) / 2 / block * block
    }

    func fill(_ picture: inout BlockPicture, _ x: Range<Int>, _ y: Range<Int>, _ brightness: UInt8) {
        picture.fill(
            left + x.lowerBound * scale..<left + x.upperBound * scale,
            top + y.lowerBound * scale..<top + y.upperBound * scale, brightness)
    }

    /// - Returns: Where the next letter would be.
    @discardableResult
    func write(
        _ text: some Sequence<UInt8>, _ picture: inout BlockPicture, _ x: Int, _ y: Int, _ brightness: UInt8
    ) -> Int {
        var x = x
        for letter in text {
            for (row, bits) in BlockFont.rows(letter).enumerated() where bits != 0 {
                for column in 0..<BlockFont.width where bits >> UInt8(BlockFont.width - 1 - column) & 1 == 1 {
                    fill(&picture, x + column..<x + column + 1, y + row..<y + row + 1, brightness)
                }
            }
            x += BlockFont.advance
        }
        return x
    }
}
