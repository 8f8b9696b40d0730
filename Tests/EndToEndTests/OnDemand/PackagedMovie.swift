import Foundation
import NIOCore
import StreavMedia

/// A file below `fixtures/movies`, packaged and laid out in a folder as a server would answer it.
struct PackagedMovie {
    let source: URL
    let package: OnDemandPackage
    private let folder: URL

    init(_ name: String, in folder: URL) throws {
        source = Fixtures.folder.appendingPathComponent("movies/\(name)")
        self.folder = folder
        let content = ByteBuffer(bytes: try Data(contentsOf: source))
        func slice(_ range: Range<Int64>) -> ByteBuffer {
            content.getSlice(at: Int(range.lowerBound), length: range.count) ?? ByteBuffer()
        }
        var reader = MovieIndexReader(fileSize: Int64(content.readableBytes))
        var found: MovieIndex?
        while found == nil {
            switch try reader.next() {
            case .read(let range): try reader.receive(slice(range))
            case .finished(let index): found = index
            }
        }
        guard let found else { throw HarnessError("\(name) has no index") }
        package = try OnDemandPackage(found)
        try Self.write(package.multivariant { "\($0.id).m3u8" }, to: folder, "movie.m3u8")
        for (number, rendition) in package.renditions.enumerated() {
            let list = package.mediaPlaylist(number) { "\(rendition.id)-\($0).ts" }
            try Self.write(list, to: folder, "\(rendition.id).m3u8")
            for segment in 0..<rendition.segmentCount {
                let bytes = package.reads(number, segment: segment).map(slice)
                let made = try package.segment(number, segment: segment, bytes: bytes)
                try Self.write(made, to: folder, "\(rendition.id)-\(segment).ts")
            }
        }
    }

    var playlist: String { folder.appendingPathComponent("movie.m3u8").path }

    /// Every segment of every rendition.
    var segments: [String] {
        package.renditions.flatMap { rendition in
            (0..<rendition.segmentCount).map { folder.appendingPathComponent("\(rendition.id)-\($0).ts").path }
        }
    }

    /// What the list of the main rendition adds up to, in seconds.
    func listedSeconds() throws -> Double {
        let list = try PlaylistParser().parseMedia(package.mediaPlaylist(0) { "\($0).ts" })
        return list.listedDuration / .milliseconds(1) / 1000
    }

    private static func write(_ bytes: ByteBuffer, to folder: URL, _ name: String) throws {
        try Data(bytes.readableBytesView).write(to: folder.appendingPathComponent(name))
    }
}
