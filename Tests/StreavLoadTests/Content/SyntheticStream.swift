import NIOCore
import StreavMedia

/// Bytes of a synthetic channel, as a platform that changes nothing hands them on.
struct SyntheticStream {
    let channel: SyntheticChannel
    /// The number of the first group: noon of a day in 2026.
    static let first: Int64 = 885_600_000

    init(channel number: UInt32 = 7, run: UInt64 = 9) throws {
        channel = SyntheticChannel(
            try SyntheticConfiguration(run: run, channel: number, name: "Seven", bitrate: 500_000))
    }

    /// So many groups, from one on.
    func bytes(_ groups: Range<Int64>) -> ByteBuffer {
        var all = ByteBuffer()
        for group in groups { all.writeImmutableBuffer(channel.group(Self.first + group).packets) }
        return all
    }

    /// The number of a group's first picture.
    static func frame(_ group: Int64) -> Int64 { (first + group) * 50 }
}

extension ByteBuffer {
    /// Cut into pieces of so many bytes.
    func pieces(of size: Int) -> [ByteBuffer] {
        stride(from: 0, to: readableBytes, by: size).compactMap {
            getSlice(at: readerIndex + $0, length: Swift.min(size, readableBytes - $0))
        }
    }
}
