/// What a channel shows: its number and name on a band of its colour, the time of day, the date with the number of the
/// frame in its second, and a bar that crosses the picture once a second.
struct ChannelCard {
    private static let margin = 4
    private static let bandRows = 0..<12
    private static let titleY = 3
    private static let clockX = 7
    private static let clockY = 15
    private static let footY = 32
    private static let frameX = 65
    private static let barRows = 40..<44
    private static let barWidth = 4

    private let layout: CardLayout
    /// The card without what moves.
    private let still: BlockPicture

    init(channel: UInt32, name: String, width: Int, height: Int) {
        layout = CardLayout(width: width, height: height)
        still = Self.still(channel: channel, name: name, layout, BlockPicture(width: width, height: height))
    }

    /// What the frames of a second have in common.
    ///
    /// - Parameter seconds: Of UTC since 1970.
    func second(_ seconds: Int64) -> BlockPicture {
        var picture = still
        let time = Int(seconds % 86_400)
        var x = Self.clockX
        for (index, number) in [time / 3_600, time / 60 % 60, time % 60].enumerated() {
            if index > 0 {
                // Dots between: two wide, with two before and after.
                for y in [4, 8] {
                    layout.fill(&picture, x..<x + 2, Self.clockY + y..<Self.clockY + y + 2, CardPalette.text)
                }
                x += 4
            }
            for digit in [number / 10, number % 10] {
                draw(digit, &picture, x)
                x += ClockDigit.width + 2
            }
        }
        let date = PlaylistDate.text(of: seconds * 1_000).utf8.prefix(10)
        layout.write(date, &picture, Self.margin, Self.footY, CardPalette.note)
        return picture
    }

    /// The picture of one frame.
    ///
    /// - Parameters:
    ///   - second: From ``second(_:)``.
    ///   - frame: In this second.
    ///   - framesPerSecond: Two or more.
    func picture(_ second: BlockPicture, frame: Int, framesPerSecond: Int) -> BlockPicture {
        var picture = second
        let digits = [frame / 10, frame % 10].map { UInt8(ascii: "0") + UInt8($0) }
        layout.write(digits, &picture, Self.frameX, Self.footY, CardPalette.text)
        let bar = (CardLayout.width - Self.barWidth) * frame / (framesPerSecond - 1)
        layout.fill(&picture, bar..<bar + Self.barWidth, Self.barRows, CardPalette.text)
        return picture
    }

    private func draw(_ digit: Int, _ picture: inout BlockPicture, _ x: Int) {
        for bar in ClockDigit.bars(of: digit) {
            layout.fill(
                &picture, x + bar.x.lowerBound..<x + bar.x.upperBound,
                Self.clockY + bar.y.lowerBound..<Self.clockY + bar.y.upperBound,
                bar.isLit ? CardPalette.text : CardPalette.dim)
        }
    }

    private static func still(
        channel: UInt32, name: String, _ layout: CardLayout, _ blank: BlockPicture
    ) -> BlockPicture {
        var picture = blank
        let palette = CardPalette(channel: channel)
        let block = BlockPicture.cellsPerBlock
        let top = layout.top / block
        let bandEnd = top + bandRows.upperBound * layout.scale / block
        let bar = barRows.lowerBound * layout.scale / block..<barRows.upperBound * layout.scale / block
        let cells = picture.rows * block
        picture.fill(0..<picture.cellColumns, 0..<cells, CardPalette.background)
        picture.colour(0..<picture.rows, blue: palette.faint.blue, red: palette.faint.red)
        picture.fill(0..<picture.cellColumns, 0..<bandEnd * block, palette.band)
        picture.colour(0..<bandEnd, blue: palette.strong.blue, red: palette.strong.red)
        picture.colour(
            top + bar.lowerBound..<top + bar.upperBound, blue: palette.strong.blue, red: palette.strong.red)
        let barCells = (top + bar.lowerBound) * block..<(top + bar.upperBound) * block
        picture.fill(0..<picture.cellColumns, barCells, palette.band)
        let number = String(channel)
        let end = margin + 1 + number.utf8.count * BlockFont.advance
        layout.fill(&picture, margin..<end, titleY - 1..<titleY + BlockFont.height + 1, CardPalette.text)
        layout.write(number.utf8, &picture, margin + 1, titleY, CardPalette.dim)
        let room = (CardLayout.width - margin - end - 3 + 1) / BlockFont.advance
        layout.write(letters(of: name).prefix(max(0, room)), &picture, end + 3, titleY, CardPalette.text)
        return picture
    }

    /// A letter each; what is not ASCII looks like a box.
    private static func letters(of name: String) -> [UInt8] {
        name.map { $0.asciiValue ?? 0x7F }
    }
}
