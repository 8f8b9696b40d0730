/// Real players, without a screen.
enum Players {
    /// Decodes everything for some seconds of play-time. Its complaints are those of demuxer, decoder and HTTP, its
    /// output is its progress.
    static func ffmpeg(_ address: String, seconds: Int) async throws -> ToolProcess.Outcome {
        try await ToolProcess.run(
            "ffmpeg",
            [
                "-nostdin", "-hide_banner", "-v", "warning", "-progress", "-", "-nostats", "-i", address,
                "-t", String(seconds), "-f", "null", "-",
            ],
            within: .seconds(seconds * 2 + 20))
    }

    /// Plays a file to outputs that show nothing. Its complaints are errors and warnings. The time counts from the
    /// beginning of what is listed, so that it says nothing of how long a live stream was played.
    static func vlc(_ address: String, seconds: Int) async throws -> ToolProcess.Outcome {
        try await ToolProcess.run(
            "vlc",
            [
                "--intf", "dummy", "--vout", "dummy", "--aout", "dummy", "--no-video-title-show", "--no-media-library",
                "--no-metadata-network-access", "--play-and-exit", "--run-time", String(seconds), "--verbose", "1",
                address, "vlc://quit",
            ], within: .seconds(seconds + 30), isUnprivileged: true)
    }

    /// What ffprobe finds, one value a line: `streams("…", show: "codec_name")`.
    static func probe(_ address: String, show entries: String, of section: String = "stream") async throws -> [String] {
        let outcome = try await ToolProcess.run(
            "ffprobe", ["-v", "error", "-show_entries", "\(section)=\(entries)", "-of", "csv=p=0", address],
            within: .seconds(30))
        guard outcome.status == 0 else { throw HarnessError("ffprobe \(address): \(outcome.standardError)") }
        return outcome.output.split(separator: "\n").map(String.init)
    }
}
