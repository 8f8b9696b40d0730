/// What of a rendition counts for how good it looks, besides its bitrate.
public struct PictureFormat: Sendable, Hashable, Codable {
    /// Of a coded picture.
    public let pixels: Int
    public let framesPerSecond: Double

    public init(pixels: Int, framesPerSecond: Double) {
        self.pixels = max(pixels, 1)
        self.framesPerSecond = framesPerSecond.isFinite ? min(max(framesPerSecond, 1), 300) : 25
    }

    /// 1920 by 1080, 25 a second: where a playlist says nothing, and the display of all viewers.
    public static let fullHD = PictureFormat(pixels: 1920 * 1080, framesPerSecond: 25)
}
