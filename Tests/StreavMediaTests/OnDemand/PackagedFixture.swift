import NIOCore
import StreavMedia
import Testing

/// A file below `fixtures/movies`, packaged.
struct PackagedFixture {
    static let names = [
        "harbour.mp4", "lantern.mp4", "meridian.mp4", "orchard.mp4", "portrait.mp4", "quarry.mp4", "signal.mp4",
        "tidal.mp4", "vinyl.m4a",
    ]

    let content: ByteBuffer
    let index: MovieIndex
    let package: OnDemandPackage

    init(_ name: String) throws {
        content = try TransportFixture.file("movies/\(name)")
        var reader = MovieIndexReader(fileSize: Int64(content.readableBytes))
        var found: MovieIndex?
        while found == nil {
            switch try reader.next() {
            case .read(let range): try reader.receive(Self.slice(content, range))
            case .finished(let index): found = index
            }
        }
        index = try #require(found)
        package = try OnDemandPackage(index)
    }

    func segment(_ rendition: Int, _ segment: Int) throws -> ByteBuffer {
        let reads = package.reads(rendition, segment: segment)
        return try package.segment(rendition, segment: segment, bytes: reads.map { Self.slice(content, $0) })
    }

    /// All segments one behind the other.
    func whole(_ rendition: Int) throws -> ByteBuffer {
        var whole = ByteBuffer()
        for number in 0..<package.renditions[rendition].segmentCount {
            whole.writeImmutableBuffer(try segment(rendition, number))
        }
        return whole
    }

    private static func slice(_ content: ByteBuffer, _ range: Range<Int64>) -> ByteBuffer {
        content.getSlice(at: Int(range.lowerBound), length: range.count) ?? ByteBuffer()
    }
}
