/// What `ffmpeg -progress` counted up to the end.
struct FFmpegReport {
    let seconds: Double
    /// 0 without a picture.
    let frames: Int
    let repeated: Int
    let dropped: Int

    init(_ output: String) throws {
        var values: [Substring: Substring] = [:]
        for line in output.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { values[parts[0]] = parts[1] }
        }
        guard values["progress"] == "end", let time = values["out_time_us"].flatMap({ Double($0) }) else {
            throw HarnessError("ffmpeg did not report its end: \(output.suffix(500))")
        }
        seconds = time / 1_000_000
        frames = values["frame"].flatMap { Int($0) } ?? 0
        repeated = values["dup_frames"].flatMap { Int($0) } ?? 0
        dropped = values["drop_frames"].flatMap { Int($0) } ?? 0
    }
}
