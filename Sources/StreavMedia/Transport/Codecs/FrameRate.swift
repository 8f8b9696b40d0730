/// Frame rates as headers state them.
enum FrameRate {
    /// Nil for what no picture has: headers of cameras often carry placeholders.
    static func plausible(_ rate: Double) -> Double? {
        (0.1...300).contains(rate) ? rate : nil
    }
}
