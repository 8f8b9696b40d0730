import NIOCore
import StreavMedia

/// Files below `fixtures/fuzz/movie`, and what ffprobe says of them.
enum MovieSeed {
    /// A sample as ffprobe lists it: times with the edit list in them.
    struct Line: Equatable {
        let track: UInt32
        let presentationTime: Int64
        let decodeTime: Int64
        let size: Int
        let offset: Int64
        let isSync: Bool

        init(_ text: Substring) throws {
            let words = text.split(separator: " ")
            track = UInt32(words[0])!
            presentationTime = Int64(words[1])!
            decodeTime = Int64(words[2])!
            size = Int(words[3])!
            offset = Int64(words[4])!
            isSync = words[5] == "K"
        }

        init(_ sample: MovieSample, of track: MovieTrack) {
            self.track = track.id
            presentationTime = track.presentationTime(of: sample)
            // ffprobe moves decode times ahead until none comes after its presentation.
            decodeTime =
                sample.decodeTime + track.presentationShift + min(0, Int64(track.samples.leastCompositionOffset))
            size = sample.size
            offset = sample.offset
            isSync = sample.isSync
        }
    }

    static let playable = [
        "edit-list", "fragmented", "fragmented-apart", "fragmented-dash", "fragmented-live", "hevc", "moov-first",
        "moov-last", "negative-offsets", "quicktime", "subtitled", "two-audio", "variable-rate",
    ]
    static let all = playable + ["encrypted", "mp3"]

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try TransportFixture.file("fuzz/movie/\(name).mp4").readableBytesView)
    }

    static func lines(_ name: String) throws -> [Line] {
        let text = String(buffer: try TransportFixture.file("fuzz/movie/\(name).txt"))
        return try text.split(separator: "\n").map { try Line($0) }
    }
}
