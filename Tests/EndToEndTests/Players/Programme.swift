import Testing

/// What a player is to play, for how long.
struct Programme: Sendable, CustomTestStringConvertible {
    enum Format: String, Sendable {
        case hls = "HLS"
        case ts = "MPEG-TS"
    }

    let stream: Int
    let format: Format
    let seconds: Double
    /// Pictures a second; 0 for a radio.
    let rate: Double

    init(_ stream: Int, _ format: Format, seconds: Double, rate: Double) {
        self.stream = stream
        self.format = format
        self.seconds = seconds
        self.rate = rate
    }

    var testDescription: String { "stream \(stream) over \(format.rawValue)" }

    var address: String {
        get throws {
            let stream = try SharedSimulator.stream(stream)
            return format == .hls ? stream.hls : stream.ts
        }
    }
}
