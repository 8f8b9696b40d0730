/// The colours of a channel's card: 36 that neighbours do not share.
struct CardPalette {
    /// Of the cards' hues, Cb and Cr in steps of 16 away from grey.
    private static let hues: [(blue: Int, red: Int)] = [
        (4, -1), (-4, 2), (1, -3), (1, 4), (-2, -3), (3, 2), (-3, 4), (3, -2), (-4, -1), (1, -1), (-1, -4), (-1, 3),
    ]

    static let text: UInt8 = 208
    static let note: UInt8 = 128
    static let dim: UInt8 = 48
    static let background: UInt8 = 32

    /// Brightness of the coloured parts.
    let band: UInt8
    /// Of the coloured parts: Cb, Cr.
    let strong: (blue: UInt8, red: UInt8)
    /// Of the rest.
    let faint: (blue: UInt8, red: UInt8)

    init(channel: UInt32) {
        let (round, hue) = Int(channel).quotientAndRemainder(dividingBy: Self.hues.count)
        band = UInt8(80 + round % 3 * 16)
        let (blue, red) = Self.hues[hue]
        strong = (UInt8(128 + blue * 16), UInt8(128 + red * 16))
        // Half as far from grey, again in steps of 16.
        faint = (UInt8(128 + blue / 2 * 16), UInt8(128 + red / 2 * 16))
    }
}
