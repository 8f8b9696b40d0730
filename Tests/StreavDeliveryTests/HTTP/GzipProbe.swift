import CZlib
import NIOCore

/// Undoes what the product compresses.
enum GzipProbe {
    struct Failure: Error {
        let code: CInt
    }

    static func decompress(_ packed: ByteBuffer, count: Int) throws -> ByteBuffer {
        var stream = z_stream()
        guard streav_inflate_init_gzip(&stream) == Z_OK else { throw Failure(code: Z_MEM_ERROR) }
        defer { inflateEnd(&stream) }
        var output = [UInt8](repeating: 0, count: count + 1)
        var input = Array(packed.readableBytesView)
        let code = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                return inflate(&stream, Z_FINISH)
            }
        }
        guard code == Z_STREAM_END else { throw Failure(code: code) }
        return ByteBuffer(bytes: output.prefix(Int(stream.total_out)))
    }
}
