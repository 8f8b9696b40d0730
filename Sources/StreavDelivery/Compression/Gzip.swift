internal import CZlib
public import NIOCore

/// Whole contents in gzip form (RFC 1952), for playlists and lists that are compressed once and sent to many.
public enum Gzip {
    /// How hard zlib tries, 1 (fast) to 9.
    public static let standardLevel: Int32 = 6
    /// The largest content worth holding twice; larger is a mistake of the caller's.
    public static let maximumBytes = 256 * 1_024 * 1_024

    /// `content` compressed. The result is the same each time: the header carries no time and no name.
    public static func compress(_ content: ByteBuffer, level: Int32 = standardLevel) -> ByteBuffer {
        precondition(content.readableBytes <= maximumBytes, "content to compress is bounded")
        precondition((1...9).contains(level), "levels go from 1 to 9")
        var stream = z_stream()
        let started = streav_deflate_init_gzip(&stream, level)
        precondition(started == Z_OK, "zlib starts, unless memory is exhausted")
        defer { deflateEnd(&stream) }
        var output = ByteBuffer()
        let bound = Int(deflateBound(&stream, UInt(content.readableBytes)))
        content.withUnsafeReadableBytes { source in
            _ = output.writeWithUnsafeMutableBytes(minimumWritableBytes: bound) { target in
                // zlib does not write to its input, though its type says so.
                stream.next_in = UnsafeMutablePointer(
                    mutating: source.baseAddress?.assumingMemoryBound(to: UInt8.self))
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.avail_out = UInt32(clamping: target.count)
                let result = deflate(&stream, Z_FINISH)
                precondition(result == Z_STREAM_END, "one call is enough within the bound zlib gives")
                return Int(stream.total_out)
            }
        }
        return output
    }
}
