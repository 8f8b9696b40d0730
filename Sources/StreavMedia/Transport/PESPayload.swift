import NIOCore

/// The bytes inside a unit's packets.
enum PESPayload {
    /// Appends up to `limit` payload bytes of whole transport packets, leaving out the first `skipped` ones.
    static func append(
        _ packets: ByteBuffer, skipping skipped: Int, limit: Int, to result: inout [UInt8]
    ) {
        packets.withUnsafeReadableBytes { raw in
            var skip = skipped
            var room = limit
            var start = 0
            while room > 0, start + TransportPacket.size <= raw.count {
                let bytes = raw[start..<start + TransportPacket.size]
                let packet = TransportPacket(UnsafeRawBufferPointer(rebasing: bytes))
                start += TransportPacket.size
                guard let payload = packet.payload, !payload.isEmpty else { continue }
                guard skip < payload.count else {
                    skip -= payload.count
                    continue
                }
                let part = packet.bytes[payload.lowerBound + skip..<payload.upperBound].prefix(room)
                skip = 0
                room -= part.count
                result.append(contentsOf: part)
            }
        }
    }
}
