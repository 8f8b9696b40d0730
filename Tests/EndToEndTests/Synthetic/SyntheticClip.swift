import Foundation
import NIOCore
import StreavMedia

/// Some groups of a synthetic channel as a file.
struct SyntheticClip {
    /// 2026-11-26T13:59:50Z: an hour begins within it.
    static let start: Int64 = 1_795_701_590_000

    let path: String
    let configuration: SyntheticConfiguration

    init(_ configuration: SyntheticConfiguration, seconds: Int, in folder: URL) throws {
        self.configuration = configuration
        let channel = SyntheticChannel(configuration)
        let first = SyntheticChannel.group(at: Self.start)
        var stream = ByteBuffer()
        for group in 0..<Int64(seconds / 2) { stream.writeImmutableBuffer(channel.group(first + group).packets) }
        let file = folder.appendingPathComponent("synthetic.ts")
        try Data(stream.readableBytesView).write(to: file)
        path = file.path
    }

    /// What ffmpeg decodes, picture by picture: brightness alone, of the visible part.
    func pictures(_ count: Int, from seconds: Int = 0) async throws -> [Data] {
        let outcome = try await ToolProcess.run(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-xerror", "-i", path, "-map", "0:v", "-vf",
                "select=gte(n\\,\(seconds * 25)),extractplanes=y", "-frames:v", "\(count)", "-fps_mode", "passthrough",
                "-f", "rawvideo", "-pix_fmt", "gray", "-",
            ], within: .seconds(60))
        guard outcome.status == 0, outcome.complaints().isEmpty else { throw HarnessError(outcome.standardError) }
        let size = configuration.width * configuration.height
        guard outcome.standardOutput.count == size * count else {
            throw HarnessError("ffmpeg made \(outcome.standardOutput.count) bytes, not \(count) pictures of \(size)")
        }
        return (0..<count).map { Data(outcome.standardOutput[$0 * size..<($0 + 1) * size]) }
    }
}
